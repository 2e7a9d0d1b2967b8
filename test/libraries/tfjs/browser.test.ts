import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { ABSENT, recordDatum } from '../../../server/libraries/datum.ts';
import type { Row } from '../../../server/libraries/row.ts';
import { browserRows } from '../../../server/libraries/tfjs/browser.ts';
import { fromSize } from '../../../server/symbolic/quotient.ts';
import { fromSymbol } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import { RecordingAsk } from '../recordingAsk.ts';

const fromPixels = browserRows.fromPixels as Row;

describe('tfjs fromPixels', () => {
  it('reads the sizes of an image', () => {
    const ask = new RecordingAsk();
    const sides = ['img.height', 'img.width'].map((origin) => fromSymbol(makeSymbol({ name: origin, origin })));
    const [height, width] = sides.map((side) => ({ kind: 'number' as const, value: fromSize(side) }));
    const image = recordDatum({ height: height ?? ABSENT, width: width ?? ABSENT });
    const result = fromPixels.run([image], ask);
    assert.equal(result.kind === 'tensor' && result.tensor.dtype, 'int32');
    assert.deepEqual(result.kind === 'tensor' && result.tensor.shape.slice(0, 2), sides);
    assert.equal(tf.browser.fromPixels({ data: new Uint8Array(24), height: 2, width: 3 }).shape.toString(), '2,3,3');
  });

  it('refuses five channels', () => {
    const five = {
      kind: 'number' as const,
      value: { ...fromSize(fromSymbol(makeSymbol({ name: 'c', origin: 'c', min: 5 }))) },
    };
    assert.throws(() => fromPixels.run([recordDatum({}), five], new RecordingAsk()), /more than 4 channels/);
  });
});
