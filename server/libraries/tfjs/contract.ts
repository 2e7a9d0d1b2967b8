/** TensorFlow.js: products of matrices and vectors. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { broadcast } from '../../kernels/broadcast.ts';
import { knownSizes, splitBack } from '../../kernels/carve.ts';
import { dot as dotShape, multiplyMatrices } from '../../kernels/contract.ts';
import { einsum as einsumShape, parseEquation } from '../../kernels/einsum.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { all, any, type Condition, relationCondition } from '../../symbolic/condition.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant, type Size } from '../../symbolic/size.ts';
import { promote } from '../../tensor/dtype.ts';
import { elementCount, type FakeTensor, fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any as anything, fields, flag, listOf, optional, tensorOf, text } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { real, refuseComplex } from './numerics.ts';

const transposes = { transposeA: flag(false), transposeB: flag(false) };

const matMul = row(
  'matMul',
  { a: real('matMul'), b: real('matMul'), ...transposes },
  ({ a, b, transposeA, transposeB }, ask) => {
    const shape = multiplyMatrices(ask, a.shape, b.shape, transposeA, transposeB, 'matMul');
    return tensorDatum(fakeTensor(shape, promote(a.dtype, b.dtype)));
  },
  doc('matMul'),
);

const fusedMatMul = row(
  'fused.matMul',
  {
    options: fields({
      a: real('fused matMul'),
      b: real('fused matMul'),
      ...transposes,
      bias: optional(real('fused matMul')),
      activation: anything,
    }),
  },
  ({ options: { a, b, transposeA, transposeB, bias } }, ask) => {
    const product = multiplyMatrices(ask, a.shape, b.shape, transposeA, transposeB, 'fused matMul');
    requireFlatBatches(ask, a.shape, b.shape, product);
    if (bias !== null) {
      const sum = broadcast(ask, product, bias.shape, 'fused matMul');
      const words = (): string => `Size(${plainShape(sum)}) must match the product of shape ${plainShape(product)}`;
      requireSameShape(ask, product, sum, 'fused matMul: the bias fits', words);
    }
    return tensorDatum(fakeTensor(product, promote(a.dtype, b.dtype)));
  },
  doc('fused.matMul'),
);

/** The fused operation flattens batches before it broadcasts them: all of one side's batch, or none of it, is repeated. */
function requireFlatBatches(ask: Ask, a: Shape, b: Shape, product: Shape): void {
  const [x, y, both] = [a, b, product].map((shape) => elementCount(splitBack(ask, shape, 2)[0]));
  if (!x || !y || !both) return;
  const one = constant(1);
  const claim = any(equalSizes(x, y, both), equalSizes(x, one, y, both), equalSizes(y, one, x, both));
  ask.require(
    claim,
    'fused matMul: the batches',
    () => `Operands could not be broadcast together with shapes ${plainShape([x])} and ${plainShape([y])}.`,
  );
}

/** Whether the first two sizes are equal, and the last two. */
function equalSizes(first: Size, second: Size, third: Size, fourth = second): Condition {
  return all(relationCondition(equal(first, second)), relationCondition(equal(third, fourth)));
}

const dot = row(
  'dot',
  { a: vectorOrMatrix('dot', [1, 2]), b: vectorOrMatrix('dot', [1, 2]) },
  ({ a, b }, ask) => {
    const shape = dotShape(ask, knownSizes(ask, a.shape), knownSizes(ask, b.shape));
    return tensorDatum(fakeTensor(shape, promote(a.dtype, b.dtype)));
  },
  doc('dot'),
);

const outerProduct = row(
  'outerProduct',
  { a: vectorOrMatrix('outerProduct', [1]), b: vectorOrMatrix('outerProduct', [1]) },
  ({ a, b }) => tensorDatum(fakeTensor([...a.shape, ...b.shape], promote(a.dtype, b.dtype))),
  doc('outerProduct'),
);

const einsum = row(
  'einsum',
  { equation: text, tensors: listOf(real('einsum')) },
  ({ equation, tensors }, ask) => {
    const parsed = parseEquation(equation);
    if (parsed.inputs.length > 2) {
      throw new Refused(
        'einsum: at most two inputs',
        null,
        'Support for more than 2 input tensors is not implemented yet.',
      );
    }
    const [first = null, second = first] = tensors.map((tensor) => tensor.dtype);
    const isSummed = [...parsed.inputs.join('')].some((subscript) => !parsed.output.includes(subscript));
    // Backends disagree about operands of different data types.
    const dtype = first !== second ? null : first === 'bool' && isSummed ? 'int32' : first;
    return tensorDatum(
      fakeTensor(
        einsumShape(
          ask,
          parsed,
          tensors.map((tensor) => tensor.shape),
        ),
        dtype,
      ),
    );
  },
  { ...doc('einsum'), rest: true },
);

function vectorOrMatrix(operation: string, ranks: readonly number[]): Parameter<FakeTensor> {
  const reader = tensorOf(ranks, operation);
  return { read: (argument, ask, name) => refuseComplex(reader.read(argument, ask, name), operation) };
}

export const contractRows: Readonly<Record<string, Row>> = { matMul, dot, outerProduct, einsum };

export const fusedContractRows: Readonly<Record<string, Row>> = { matMul: fusedMatMul };
