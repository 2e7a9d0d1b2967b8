import { itAgreesWithLibrary } from '../support.ts';
import { utilCases } from './cases/util.ts';

describe('TensorFlow.js: computing with shapes', () => itAgreesWithLibrary(utilCases));
