import { itAgreesWithLibrary } from '../support.ts';
import { elementwiseCases } from './cases/elementwise.ts';

describe('TensorFlow.js: element by element', () => itAgreesWithLibrary(elementwiseCases));
