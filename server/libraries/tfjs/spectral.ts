/** TensorFlow.js: Fourier transforms, `tf.spectral`, and windows. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { rankAtLeast } from '../../kernels/rank.ts';
import { enclosingPowerOfTwo, frequencies, samples } from '../../kernels/signal.ts';
import { fromSize } from '../../symbolic/quotient.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { constant, product } from '../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, optional, size, tensor } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';

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
  ask.require(rankAtLeast(shape, 1), `${name}: no scalar`);
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
    const batch = sizes.length === 3 ? sizes.slice(0, 2) : [product(sizes.slice(0, -1))];
    return tensorDatum(fakeTensor([...batch, samples(ask, last)], 'float32'));
  },
  doc('spectral.irfft'),
);

const cosineWindow = row('cosineWindow', { windowLength: size, a: any, b: any }, ({ windowLength }) =>
  tensorDatum(fakeTensor([windowLength], 'float32')),
);

const powerOfTwo = row('enclosingPowerOfTwo', { value: size }, ({ value }) => {
  const power = enclosingPowerOfTwo(value);
  return { kind: 'number', value: power && fromSize(power) };
});

export const spectralRows: Readonly<Record<string, Row>> = {
  fft: transform('fft'),
  ifft: transform('ifft'),
  rfft,
  irfft,
};

/** The method takes no length. */
export const spectralMethods: Readonly<Record<string, Row>> = {
  rfft: row('rfft', { input: any }, ({ input }, ask) => rfft.run([input], ask), doc('spectral.rfft')),
};

/** Functions of `tf` itself. */
export const topSpectralRows: Readonly<Record<string, Row>> = {
  ...spectralRows,
  cosineWindow,
  enclosingPowerOfTwo: powerOfTwo,
};
