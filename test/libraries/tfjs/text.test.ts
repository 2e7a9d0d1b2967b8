import { itAgreesWithLibrary } from '../support.ts';
import { textCases } from './cases/text.ts';

describe('TensorFlow.js: texts, sparse and ragged tensors', () => itAgreesWithLibrary(textCases));
