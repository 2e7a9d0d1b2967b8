/** Cases of the products of matrices and vectors. */
import fc from 'fast-check';
import { contractRows, fusedContractRows } from '../../../../server/libraries/tfjs/contract.ts';
import {
  anyDType,
  broadcastShapes,
  maybeAbsent,
  numericDType,
  positiveSize,
  someShape,
  someSize,
} from '../../arbitraries.ts';
import { type Argument, booleanArgument, recordArgument, stringArgument, tensorArgument } from '../../arguments.ts';
import { type OracleCase, rowNamed } from '../../support.ts';

type Arguments = fc.Arbitrary<readonly Argument[]>;

/** Seldom another size: then the inner dimensions differ. */
const off = fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });

interface Factors {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly flags: readonly [Argument, Argument];
}

/** Two shapes to be multiplied, and whether each is transposed. */
function products(size: fc.Arbitrary<number>): fc.Arbitrary<Factors> {
  const batches = fc.oneof(fc.constant([[], []]), broadcastShapes(2, 2, size));
  return fc
    .tuple(batches, size, size, size, off, fc.boolean(), fc.boolean())
    .map(([[front = [], back = []], m, k, n, wrong, transposeA, transposeB]) => ({
      a: [...front, ...(transposeA ? [k, m] : [m, k])],
      b: [...back, ...(transposeB ? [n, k + wrong] : [k + wrong, n])],
      flags: [booleanArgument(transposeA), booleanArgument(transposeB)],
    }));
}

const multiplied: Arguments = fc
  .tuple(products(someSize), anyDType, numericDType)
  .map(([{ a, b, flags }, left, right]) => [tensorArgument(a, left), tensorArgument(b, right), ...flags]);

/** Also shapes of too small a rank. */
const anyShapes: Arguments = fc
  .tuple(someShape(0, 2), someShape(0, 3))
  .map(([a, b]) => [tensorArgument(a), tensorArgument(b)]);

/** The fused operation does not get batches of size 0 right. */
const fused: Arguments = fc
  .tuple(
    products(positiveSize),
    maybeAbsent(someSize.map((size) => tensorArgument([size]))),
    fc.constantFrom('linear', 'relu', 'elu'),
  )
  .map(([{ a, b, flags }, bias, activation]) => [
    recordArgument({
      a: tensorArgument(a),
      b: tensorArgument(b),
      transposeA: flags[0],
      transposeB: flags[1],
      bias,
      activation: stringArgument(activation),
    }),
  ]);

const vectors: Arguments = fc.oneof(
  anyShapes,
  fc
    .tuple(someSize, someSize, someSize, off, fc.boolean(), fc.boolean(), numericDType)
    .map(([m, k, n, wrong, one, two, dtype]) => [
      tensorArgument(one ? [k] : [m, k], dtype),
      tensorArgument(two ? [k + wrong] : [k + wrong, n]),
    ]),
);

const EQUATIONS = [
  'ij,jk->ik',
  'ij, jk -> ki',
  'bij,bjk->bik',
  'bhid,bhjd->bhij',
  'ij->ji',
  'ij->',
  'ij->j',
  'i,j->ij',
  'ijk,k->ij',
  'ij,ij->i',
  'ii->i',
  'ij,jk->il',
  'ij',
  '...i->i',
  'i,j,k->ijk',
];

/** Sizes by subscript, and now and then one that is wrong. */
const summed: Arguments = fc
  .tuple(
    fc.constantFrom(...EQUATIONS),
    fc.array(someSize, { minLength: 8, maxLength: 8 }),
    off,
    numericDType,
    numericDType,
  )
  .map(([equation, sizes, wrong, ...dtypes]) => {
    const inputs = (equation.split('->')[0] ?? '').replaceAll(' ', '').split(',');
    const sizeOf = (subscript: string): number => sizes['ijkbhdl.'.indexOf(subscript)] ?? 2;
    const shapes = inputs.map((input, index) =>
      [...input].map((one, axis) => sizeOf(one) + (index === 1 && axis === 0 ? wrong : 0)),
    );
    return [stringArgument(equation), ...shapes.map((shape, index) => tensorArgument(shape, dtypes[index % 2]))];
  });

const row = rowNamed(contractRows);

export const contractCases: readonly OracleCase[] = [
  { row: row('matMul'), args: multiplied },
  { row: row('matMul'), args: anyShapes },
  { row: row('matMul'), method: 'matMul', args: multiplied },
  { row: rowNamed(fusedContractRows)('matMul'), args: fused },
  { row: row('dot'), args: vectors },
  {
    row: row('outerProduct'),
    args: fc.tuple(someShape(0, 2), someShape(1, 1)).map(([a, b]) => [tensorArgument(a), tensorArgument(b)]),
  },
  { row: row('einsum'), args: summed },
];
