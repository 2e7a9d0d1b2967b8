import { itAgreesWithLibrary } from '../support.ts';
import { signalCases } from './cases/signal.ts';

describe('TensorFlow.js: signals, linear algebra, counting, metrics', () => itAgreesWithLibrary(signalCases));
