/** TensorFlow.js: matrices, `tf.linalg`, and grids. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { rankAtLeast, rankIs } from '../../kernels/rank.ts';
import { countElements } from '../../kernels/reshape.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { equal, lessOrEqual } from '../../symbolic/relation.ts';
import { constant, minimum, type Size } from '../../symbolic/size.ts';
import { fakeTensor, rankOf, type Shape, sizesOf } from '../../tensor/tensor.ts';
import { type Datum, listDatum, tensorDatum } from '../datum.ts';
import { any, choice, fields, flag, isAbsent, size, tensor, tensors } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { real, typed } from './numerics.ts';

const bandPart = row(
  'linalg.bandPart',
  { a: real('bandPart'), numLower: any, numUpper: any },
  ({ a, numLower, numUpper }, ask) => {
    const [, [rows, columns]] = matricesOf(ask, a.shape, 'bandPart');
    requireWithin(ask, numLower, rows as Size, 'numLower');
    requireWithin(ask, numUpper, columns as Size, 'numUpper');
    return tensorDatum(a);
  },
  doc('linalg.bandPart'),
);

const qr = row(
  'linalg.qr',
  { x: typed('float32', 'qr'), fullMatrices: flag(false) },
  ({ x, fullMatrices }, ask) => {
    if (sizesOf(x.shape) === null) ask.assume(rankIs(x.shape, 2), 'qr: one matrix');
    const [batch, [rows, columns]] = matricesOf(ask, x.shape, 'qr') as [Shape, [Size, Size]];
    // The library gives both factors of a batch the shape of the input.
    if (sizesOf(batch)?.length !== 0 && rankOf(batch) !== constant(0))
      ask.require(equal(rows, columns), 'qr: batches are of square matrices');
    const inner = fullMatrices ? rows : ask.facts.simplify(minimum(rows, columns));
    return listDatum([
      tensorDatum(fakeTensor([...batch, rows, inner], 'float32')),
      tensorDatum(fakeTensor([...batch, inner, columns], 'float32')),
    ]);
  },
  doc('linalg.qr'),
);

const gramSchmidt = row(
  'linalg.gramSchmidt',
  { xs: any },
  ({ xs }, ask) => {
    if (xs.kind !== 'list') return tensorDatum(requireMatrix(ask, tensor.read(xs, ask, 'xs').shape));
    const runs = tensors.read(xs, ask, 'xs');
    const [first] = runs;
    if (first === undefined) throw new Refused('gramSchmidt: at least one vector');
    const shape = runs.reduce(
      (known, run) => requireSameShape(ask, known, run.tensor.shape, 'gramSchmidt: the lengths are equal'),
      first.tensor.shape,
    );
    ask.require(
      lessOrEqual(constant(runs.length), knownSizes(ask, shape)[0] ?? constant(0)),
      'gramSchmidt: the number of vectors',
    );
    return listDatum(runs.map(() => tensorDatum(fakeTensor(shape, 'float32'))));
  },
  doc('linalg.gramSchmidt'),
);

const meshgrid = row(
  'meshgrid',
  { x: any, y: any, options: fields({ indexing: choice('xy', 'ij') }) },
  ({ x, y, options }, ask) => {
    if (isAbsent(x)) return listDatum([]);
    const first = tensor.read(x, ask, 'x');
    if (isAbsent(y)) return listDatum([tensorDatum(first)]);
    const second = tensor.read(y, ask, 'y');
    const [width, height] = [countElements(ask, first.shape), countElements(ask, second.shape)];
    const shape = options.indexing === 'xy' ? [height, width] : [width, height];
    return listDatum([tensorDatum(fakeTensor(shape, first.dtype)), tensorDatum(fakeTensor(shape, second.dtype))]);
  },
  doc('meshgrid'),
);

/** The members of `tf.linalg`. */
export const linalgRows: Readonly<Record<string, Row>> = { bandPart, gramSchmidt, qr };

export const gridRows: Readonly<Record<string, Row>> = { meshgrid };

function matricesOf(ask: Ask, shape: Shape, operation: string): readonly [Shape, readonly Size[]] {
  ask.require(rankAtLeast(shape, 2), `${operation}: rank at least 2`);
  return splitBack(ask, shape, 2);
}

/** The number of diagonals that are kept; a tensor says it when the program runs. */
function requireWithin(ask: Ask, kept: Datum, most: Size, name: string): void {
  if (kept.kind !== 'number') return;
  ask.require(lessOrEqual(size.read(kept, ask, name), most), `bandPart: ${name} is within the matrix`);
}

/** The rows are the vectors: not more of them than each is long. */
function requireMatrix(ask: Ask, shape: Shape): ReturnType<typeof fakeTensor> {
  ask.require(rankIs(shape, 2), 'gramSchmidt: rank 2');
  const [rows, columns] = knownSizes(ask, shape) as [Size, Size];
  ask.require(lessOrEqual(rows, columns), 'gramSchmidt: the number of vectors');
  return fakeTensor(shape, 'float32');
}
