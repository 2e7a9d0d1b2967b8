/** TensorFlow.js: signals cut into frames, `tf.signal`. */
import type { Ask } from '../../kernels/ask.ts';
import { countElements } from '../../kernels/reshape.ts';
import { enclosingPowerOfTwo, frequencies } from '../../kernels/signal.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { ceilDivide, constant, floorDivide, plus, type Size, subtract } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, flag, optional, size } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numbersOf } from './ranked.ts';

const frame = row(
  'signal.frame',
  { signal: numbersOf([1], 'frame'), frameLength: size, frameStep: size, padEnd: flag(false), padValue: any },
  ({ signal, frameLength, frameStep, padEnd }, ask) => {
    const count = padEnd
      ? ceilDivide(countElements(ask, signal.shape), frameStep)
      : framesIn(ask, signal, frameLength, frameStep, 'frame');
    return tensorDatum(fakeTensor([count, frameLength], signal.dtype));
  },
  doc('signal.frame'),
);

const stft = row(
  'signal.stft',
  { signal: numbersOf([1], 'stft'), frameLength: size, frameStep: size, fftLength: optional(size), windowFn: any },
  ({ signal, frameLength, frameStep, fftLength }, ask) => {
    const count = framesIn(ask, signal, frameLength, frameStep, 'stft');
    const length = fftLength ?? enclosingPowerOfTwo(frameLength) ?? ask.fresh('fftLength', 1);
    return tensorDatum(fakeTensor([count, frequencies(length)], 'complex64'));
  },
  doc('signal.stft'),
);

/** The members of `tf.signal`. */
export const signalRows: Readonly<Record<string, Row>> = {
  frame,
  hammingWindow: windowRow('hammingWindow'),
  hannWindow: windowRow('hannWindow'),
  stft,
};

/** The number of whole frames. */
function framesIn(ask: Ask, signal: FakeTensor, length: Size, step: Size, operation: string): Size {
  const samples = countElements(ask, signal.shape);
  if (ask.facts.decide(lessOrEqual(length, samples)) === 'no') return constant(0);
  ask.assume(lessOrEqual(length, samples), `${operation}: the signal holds a frame`);
  return plus(floorDivide(subtract(samples, length), step), 1);
}

function windowRow(name: string): Row {
  return row(
    `signal.${name}`,
    { windowLength: size },
    ({ windowLength }) => tensorDatum(fakeTensor([windowLength], 'float32')),
    doc(`signal.${name}`),
  );
}
