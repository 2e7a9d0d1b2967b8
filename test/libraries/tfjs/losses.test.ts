import { itAgreesWithLibrary } from '../support.ts';
import { lossCases } from './cases/losses.ts';

describe('TensorFlow.js: losses and normalisation', () => itAgreesWithLibrary(lossCases));
