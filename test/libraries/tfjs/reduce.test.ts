import { itAgreesWithLibrary } from '../support.ts';
import { reduceCases } from './cases/reduce.ts';

describe('TensorFlow.js: reductions', () => itAgreesWithLibrary(reduceCases));
