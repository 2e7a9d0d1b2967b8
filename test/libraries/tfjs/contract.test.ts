import { itAgreesWithLibrary } from '../support.ts';
import { contractCases } from './cases/contract.ts';

describe('TensorFlow.js: products', () => itAgreesWithLibrary(contractCases));
