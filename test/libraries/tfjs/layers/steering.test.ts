/** Constraints and regularizers give tensors of the library's shapes. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { tensorDatum } from '../../../../server/libraries/datum.ts';
import { constraintRows, regularizerRows } from '../../../../server/libraries/tfjs/outside.ts';
import { constant } from '../../../../server/symbolic/size.ts';
import { fakeTensor } from '../../../../server/tensor/tensor.ts';
import { assertAgrees } from '../../agree.ts';
import { RecordingAsk } from '../../recordingAsk.ts';
import { invoke } from '../cases/layers/layerCases.ts';

const NOTHING = { valueOf: () => null, spreads: new Map<string, readonly number[]>() };

type Makers = Readonly<Record<string, (config: object) => { apply(x: tf.Tensor): tf.Tensor }>>;

describe('what steers training', () => {
  before(() => tf.setBackend('cpu'));

  const groups = [
    { rows: constraintRows, makers: tf.constraints as unknown as Makers },
    { rows: regularizerRows, makers: tf.regularizers as unknown as Makers },
  ];
  for (const { rows, makers } of groups) {
    for (const [name, row] of Object.entries(rows)) {
      it(row.name, () => {
        const ask = new RecordingAsk();
        const made = row.run([], ask);
        assert.ok(made.kind === 'instance');
        for (const shape of [[3], [2, 3], [2, 3, 4]]) {
          const fake = invoke(made, 'apply', [tensorDatum(fakeTensor(shape.map(constant), 'float32'))], ask);
          assert.ok(assertAgrees(fake, makers[name]?.({}).apply(tf.ones(shape)), NOTHING));
        }
      });
    }
  }
});
