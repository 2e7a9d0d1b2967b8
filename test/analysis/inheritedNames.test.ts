/** Names that every object of JavaScript inherits are in no table of the library: they end no analysis, and spoil nothing. */
import assert from 'node:assert/strict';
import { analyzePrograms } from './programs.ts';

const NAMES = Object.getOwnPropertyNames(Object.prototype);

const USES: Readonly<Record<string, (name: string) => string>> = {
  'as methods of tensors': (name) => `export const f = (x: tf.Tensor2D) => x.${name}(x, 3);`,
  'as operations': (name) => `export const f = (x: tf.Tensor2D) => [tf.${name}(x, 3), tf.image.${name}(x)];`,
  'as layers and methods of models': (name) =>
    `export function f() { const m = tf.sequential(); m.${name}(m); return tf.layers.${name}({ units: 3 }); }`,
  'as types': (name) => `export const f = (x: tf.${name}) => x;`,
  'as names of losses, activations and data types': (name) => `export function f(x: tf.Tensor2D) {
    const m = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], activation: '${name}' as never })] });
    m.compile({ loss: '${name}', optimizer: '${name}' as never, metrics: ['${name}'] });
    return tf.tensor([1], [1], '${name}' as never);
  }`,
  'as built-in functions': (name) =>
    `export const f = [Math.${name}(3), [].${name}(1), JSON.${name}('x'), {}.${name}];`,
};

describe('inherited names', () => {
  for (const [use, programOf] of Object.entries(USES)) {
    it(use, () => {
      const programs = NAMES.map((name) => `${programOf(name)}\nexport const after = tf.ones([2]);`);
      const reports = analyzePrograms(Object.fromEntries(programs.map((program, index) => [`p${index}`, program])));
      for (const [index, name] of NAMES.entries()) {
        assert.deepEqual(reports[`p${index}`]?.tensors.at(-1)?.shape, ['2'], name);
      }
    });
  }
});
