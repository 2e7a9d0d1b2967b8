/** TensorFlow.js: `tf.linalg`. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { plainShape } from '../../kernels/words.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { constant, minimum, type Size } from '../../symbolic/size.ts';
import { fakeTensor, rankOf, type Shape } from '../../tensor/tensor.ts';
import { type Datum, listDatum, tensorDatum } from '../datum.ts';
import { any, flag, maybe, size, tensor, tensors } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { typed } from './numerics.ts';

const ONE = constant(1);

/** The batch, the rows and the columns. */
function matrixOf(ask: Ask, shape: Shape, name: string): readonly [Shape, Size, Size] {
  const words = (): string => `${name}(): Rank must be at least 2, got ${plainShape([rankOf(shape)])}.`;
  ask.require(lessOrEqual(constant(2), rankOf(shape)), `${name}: rank at least 2`, words);
  const [batch, [rows, columns]] = splitBack(ask, shape, 2);
  return [batch, rows ?? ONE, columns ?? ONE];
}

const bandPart = row(
  'linalg.bandPart',
  { a: tensor, numLower: maybe(size), numUpper: maybe(size) },
  ({ a, numLower, numUpper }, ask) => {
    const [, rows, columns] = matrixOf(ask, a.shape, 'bandPart');
    if (numLower !== null) ask.require(lessOrEqual(numLower, rows), 'bandPart: numLower within the rows');
    if (numUpper !== null) ask.require(lessOrEqual(numUpper, columns), 'bandPart: numUpper within the columns');
    return tensorDatum(a);
  },
  doc('linalg.bandPart'),
);

const qr = row(
  'linalg.qr',
  { x: typed('float32', 'qr'), fullMatrices: flag(false) },
  ({ x, fullMatrices }, ask) => {
    const [batch, rows, columns] = matrixOf(ask, x.shape, 'qr');
    // The library gives both factors of a batch the shape of the input.
    if (batch.length > 0) ask.require(equal(rows, columns), 'qr: batches are of square matrices');
    const inner = fullMatrices ? rows : minimum(rows, columns);
    return listDatum([[rows, inner], [inner, columns]].map((sizes) => tensorDatum(fakeTensor([...batch, ...sizes], 'float32'))));
  },
  doc('linalg.qr'),
);

const gramSchmidt = row('linalg.gramSchmidt', { xs: any }, ({ xs }, ask) => orthogonal(xs, ask), doc('linalg.gramSchmidt'));

/** The rows of a matrix, or a list of vectors: at most as many as they have elements. */
function orthogonal(xs: Datum, ask: Ask): Datum {
  if (xs.kind === 'tensor') {
    const [vectors = ONE, length = ONE] = knownSizes(ask, xs.tensor.shape);
    requireFewer(ask, vectors, length);
    return xs;
  }
  const runs = tensors.read(xs, ask, 'xs');
  const [first] = runs;
  if (first === undefined) throw new Refused('gramSchmidt: at least one vector');
  const [length = ONE] = knownSizes(ask, first.tensor.shape);
  for (const { tensor: vector } of runs) {
    ask.require(equal(length, knownSizes(ask, vector.shape)[0] ?? ONE), 'gramSchmidt: vectors of one length');
  }
  if (runs.length > 1) requireFewer(ask, constant(runs.length), length);
  return xs;
}

function requireFewer(ask: Ask, vectors: Size, length: Size): void {
  const words = (): string =>
    `Gram-Schmidt: Number of vectors (${plainShape([vectors])}) exceeds number of dimensions (${plainShape([length])}).`;
  ask.require(lessOrEqual(vectors, length), 'gramSchmidt: no more vectors than dimensions', words);
}

export const linalgRows: Readonly<Record<string, Row>> = { bandPart, gramSchmidt, qr };
