/** TensorFlow.js: `tf.signal` and `tf.spectral`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { enclosingPowerOfTwo, frames, frequencies, samples } from '../../kernels/signal.ts';
import { fromSize } from '../../symbolic/quotient.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { constant, product, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, flag, optional, size, tensor, tensorOf } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';

const framing = { signal: tensorOf([1], 'frame'), frameLength: size, frameStep: size };

const frame = row(
  'signal.frame',
  { ...framing, padEnd: flag(false), padValue: any },
  ({ signal, frameLength, frameStep, padEnd }, ask) => {
    const [length] = knownSizes(ask, signal.shape);
    const count = frames(ask, length ?? constant(0), frameLength, frameStep, padEnd);
    return tensorDatum(fakeTensor([count, frameLength], signal.dtype));
  },
  doc('signal.frame'),
);

const stft = row(
  'signal.stft',
  { ...framing, fftLength: optional(size), windowFn: any },
  ({ signal, frameLength, frameStep, fftLength }, ask) => {
    const [length] = knownSizes(ask, signal.shape);
    const count = frames(ask, length ?? constant(0), frameLength, frameStep, false);
    const transformed = fftLength ?? enclosingPowerOfTwo(frameLength) ?? ask.fresh('fftLength');
    return tensorDatum(fakeTensor([count, frequencies(transformed)], 'complex64'));
  },
  doc('signal.stft'),
);

function window(name: string): Row {
  return row(name, { windowLength: size }, ({ windowLength }) => tensorDatum(fakeTensor([windowLength], 'float32')), doc(name));
}

/** A tensor of one data type, which literals do not become. */
function exactly(dtype: 'float32' | 'complex64', operation: string): Parameter<FakeTensor> {
  return {
    read(argument, ask, name) {
      const found = tensor.read(argument, ask, name);
      if (found.dtype === null || found.dtype === dtype) return fakeTensor(found.shape, dtype);
      const words = `The dtype for tf.spectral.${operation}() must be ${dtype} but got ${found.dtype}.`;
      throw new Refused(`${operation}: a ${dtype} tensor`, null, words);
    },
  };
}

/** A transform of the last dimension that keeps its size. */
function transform(name: string): Row {
  return row(
    `spectral.${name}`,
    { input: exactly('complex64', name) },
    ({ input }, ask) => {
      requireVector(ask, input.shape, name);
      return tensorDatum(input);
    },
    doc(`spectral.${name}`),
  );
}

function requireVector(ask: Ask, shape: Shape, name: string): void {
  ask.require(lessOrEqual(constant(1), rankOf(shape)), `${name}: no scalar`);
}

const rfft = row(
  'spectral.rfft',
  { input: exactly('float32', 'rfft'), fftLength: optional(size) },
  ({ input, fftLength }, ask) => {
    requireVector(ask, input.shape, 'rfft');
    const [batch, [last]] = splitBack(ask, input.shape, 1);
    const length = fftLength ?? last ?? constant(1);
    ask.require(lessOrEqual(constant(1), length), 'rfft: at least one sample');
    return tensorDatum(fakeTensor([...batch, frequencies(length)], 'complex64'));
  },
  doc('spectral.rfft'),
);

const irfft = row(
  'spectral.irfft',
  { input: exactly('complex64', 'ifft') },
  ({ input }, ask) => {
    const sizes = knownSizes(ask, input.shape);
    const last = sizes.at(-1);
    if (last === undefined) throw new Refused('irfft: no scalar');
    // Batches are flattened unless there are just two of their dimensions.
    const batch: readonly Size[] = sizes.length === 3 ? sizes.slice(0, 2) : [product(sizes.slice(0, -1))];
    return tensorDatum(fakeTensor([...batch, samples(ask, last)], 'float32'));
  },
  doc('spectral.irfft'),
);

const powerOfTwo = row('enclosingPowerOfTwo', { value: size }, ({ value }) => {
  const power = enclosingPowerOfTwo(value);
  return { kind: 'number', value: power && fromSize(power) };
});

export const signalRows: Readonly<Record<string, Row>> = {
  frame,
  hammingWindow: window('signal.hammingWindow'),
  hannWindow: window('signal.hannWindow'),
  stft,
};

export const spectralRows: Readonly<Record<string, Row>> = { fft: transform('fft'), ifft: transform('ifft'), rfft, irfft };

/** Functions of `tf` itself. */
export const topSignalRows: Readonly<Record<string, Row>> = {
  ...spectralRows,
  cosineWindow: window('cosineWindow'),
  enclosingPowerOfTwo: powerOfTwo,
};
