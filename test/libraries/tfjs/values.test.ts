import { itAgreesWithLibrary } from '../support.ts';
import { valueCases } from './cases/values.ts';

describe('TensorFlow.js: tensors of values', () => itAgreesWithLibrary(valueCases));
