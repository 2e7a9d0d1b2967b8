/** Names that the library counts up, and names that the program gives twice. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { type Datum, listDatum, recordDatum } from '../../../../server/libraries/datum.ts';
import { functionRows } from '../../../../server/libraries/tfjs/functions.ts';
import { layerState } from '../../../../server/libraries/tfjs/layers/state.ts';
import { nameOf } from '../../../../server/libraries/tfjs/models/graph.ts';
import { modelState } from '../../../../server/libraries/tfjs/models/state.ts';
import { fromNumber } from '../../../../server/symbolic/quotient.ts';
import { analyzePrograms } from '../../../analysis/programs.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { layer } from '../cases/layers/layerCases.ts';

const two: Datum = { kind: 'number', value: fromNumber(2) };

describe('names of layers', () => {
  it('are counted as the library counts them', () => {
    const ask = new RecordingAsk();
    const fake = [0, 1].flatMap(() => {
      const dense = layerState(layer('dense', recordDatum({ units: two }), ask)).name;
      const input = functionRows.input?.run([recordDatum({ shape: listDatum([two]) })], ask);
      const sequential = functionRows.sequential?.run([], ask);
      return [
        dense,
        input?.kind === 'tensor' ? nameOf(input.tensor) : null,
        sequential?.kind === 'instance' ? modelState(sequential).name : null,
      ];
    });
    const real = [0, 1].flatMap(() => [
      tf.layers.dense({ units: 2 }).name,
      tf.input({ shape: [2] }).name,
      tf.sequential().name,
    ]);
    const offsets = real.map((name, index) => numberOf(name) - numberOf(fake[index] ?? ''));
    assert.deepEqual(offsets.slice(3), offsets.slice(0, 3));
    assert.deepEqual(
      fake,
      real.map((name, index) => name.replace(/\d+$/, String(numberOf(name) - (offsets[index] ?? 0)))),
    );
  });

  it('lead to layers', () => {
    const { found } = analyzePrograms({
      found: `export const found = () => {
        const layers = [4, 5].map((units) => tf.layers.dense({ units, inputShape: [3] }));
        const model = tf.sequential({ layers });
        const second = model.getLayer('dense_Dense2');
        return tf.model({ inputs: model.inputs, outputs: second.output }).predict(tf.ones([2, 3]));
      };`,
    });
    assert.deepEqual(
      found.functions.at(-1)?.returns.map(({ shape }) => shape),
      [['2', '5']],
    );
  });

  it('are not given twice', () => {
    const text = `() => {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 2, inputShape: [3], name: 'same' }));
      model.add(tf.layers.dense({ units: 2, name: 'same' }));
      return model.predict(tf.ones([2, 3]));
    }`;
    const { twice } = analyzePrograms({ twice: `export const twice = ${text};` });
    const errors = twice.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    assert.equal(errors.length, 1);
    assert.throws(
      () => new Function('tf', `return (${text})();`)(tf),
      ({ message }: Error) => message.startsWith(errors[0] ?? '?'),
    );
  });
});

function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)?.[0]);
}
