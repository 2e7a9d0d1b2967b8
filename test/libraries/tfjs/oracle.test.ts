import { itAgreesWithLibrary } from '../support.ts';
import { families } from './cases/index.ts';

for (const [family, cases] of Object.entries(families)) {
  describe(`TensorFlow.js: ${family}`, () => itAgreesWithLibrary(cases));
}
