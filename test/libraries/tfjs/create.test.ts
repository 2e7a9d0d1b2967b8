import { itAgreesWithLibrary } from '../support.ts';
import { createCases } from './cases/create.ts';

describe('TensorFlow.js: creation and conversion', () => itAgreesWithLibrary(createCases));
