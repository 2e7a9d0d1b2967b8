import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { type Datum, listDatum } from '../../../server/libraries/datum.ts';
import { unknownDatum } from '../../../server/libraries/tfjs/unknowns.ts';
import { valueRows } from '../../../server/libraries/tfjs/values.ts';
import { fromNumber } from '../../../server/symbolic/quotient.ts';
import { RecordingAsk } from '../recordingAsk.ts';
import { rowNamed } from '../support.ts';

describe('TensorFlow.js: tensors of values', () => {
  it('believes the stated shape where it is not known whether the values are flat', () => {
    const values = listDatum(Array.from({ length: 6 }, () => unknownDatum('the value')));
    const shape = listDatum([1, 2, 1, 3].map((value): Datum => ({ kind: 'number', value: fromNumber(value) })));
    const made = rowNamed(valueRows)('tensor4d').run([values, shape], new RecordingAsk());
    assert.equal(
      made.kind === 'tensor' && made.tensor.shape.length,
      tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 1, 3]).rank,
    );
  });
});
