/** What the library cannot differentiate, though it computes it: it throws where the gradient is taken. */
import { type Ask, type Performed, Refused, type Taped } from '../../kernels/ask.ts';
import { plainShape } from '../../kernels/words.ts';
import type { Facts } from '../../symbolic/facts.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, type Size } from '../../symbolic/size.ts';
import { type FakeTensor, isSpread, resolveShape, type Shape, sizesOf } from '../../tensor/tensor.ts';
import type { Datum } from '../datum.ts';
import { constantsOf } from '../literal.ts';

/** Operations that no gradient is registered for, by the kernel that the library names. */
export const WITHOUT_GRADIENT: Readonly<Record<string, string>> = {
  all: 'All',
  any: 'Any',
  bincount: 'Bincount',
  bitwiseAnd: 'BitwiseAnd',
  broadcastArgs: 'BroadcastArgs',
  conv3dTranspose: 'Conv3DBackpropInputV2',
  cumprod: 'Cumprod',
  denseBincount: 'DenseBincount',
  depthToSpace: 'DepthToSpace',
  diag: 'Diag',
  divNoNan: 'Equal',
  einsum: 'Einsum',
  equal: 'Equal',
  gatherND: 'GatherNd',
  greater: 'Greater',
  'image.cropAndResize': 'CropAndResize',
  'image.flipLeftRight': 'FlipLeftRight',
  'image.nonMaxSuppression': 'NonMaxSuppressionV3',
  'image.nonMaxSuppressionPadded': 'NonMaxSuppressionV4',
  'image.nonMaxSuppressionWithScore': 'NonMaxSuppressionV5',
  'image.rgbToGrayscale': 'Einsum',
  'image.rotateWithOffset': 'RotateWithOffset',
  'image.threshold': 'Greater',
  'image.transform': 'Transform',
  less: 'Less',
  lessEqual: 'LessEqual',
  'linalg.qr': 'Greater',
  logicalAnd: 'LogicalAnd',
  logicalNot: 'LogicalNot',
  logicalOr: 'LogicalOr',
  logicalXor: 'LogicalAnd',
  lowerBound: 'SearchSorted',
  maxPoolWithArgmax: 'MaxPoolWithArgmax',
  'metrics.binaryAccuracy': 'Equal',
  'metrics.categoricalAccuracy': 'Equal',
  'metrics.precision': 'Greater',
  'metrics.recall': 'Greater',
  'metrics.sparseCategoricalAccuracy': 'Equal',
  multinomial: 'Multinomial',
  notEqual: 'NotEqual',
  scatterND: 'ScatterNd',
  searchSorted: 'SearchSorted',
  sparseToDense: 'SparseToDense',
  stridedSlice: 'StridedSlice',
  tensorScatterUpdate: 'TensorScatterUpdate',
  topk: 'TopK',
  unique: 'Unique',
  upperBound: 'SearchSorted',
};

/** Operations whose gradient is not summed over what was broadcast: by name, the kernel and its inputs. */
const NOT_SUMMED: Readonly<Record<string, readonly [kernel: string, ...inputs: readonly string[]]>> = {
  maximum: ['Maximum', 'a', 'b'],
  minimum: ['Minimum', 'a', 'b'],
  prelu: ['Prelu', 'x'],
  squaredDifference: ['SquaredDifference', 'a', 'b'],
};

/** Convolutions whose sixth argument dilates them. */
const DILATED: Readonly<Record<string, string>> = {
  conv1d: 'conv2D: dilation rates greater than 1 are not yet supported in gradients',
  conv2d: 'conv2D: dilation rates greater than 1 are not yet supported in gradients',
  conv3d: 'conv3D: dilation rates greater than 1 are not yet supported in gradients',
  depthwiseConv2d: 'depthwiseConv2dNative: dilation rates greater than 1 are not yet supported',
};

/**
 * Demands that the library can go back from a result to what the gradient is taken by.
 * @param isSource whether the gradient is taken by a tensor
 * @throws Refused where an operation on the way has no gradient, or one of another shape.
 */
export function requireGradient(
  ask: Ask,
  { madeBy }: Pick<Taped<unknown>, 'madeBy'>,
  result: FakeTensor,
  isSource: (tensor: FakeTensor) => boolean,
  name: string,
): void {
  const known = new Map<FakeTensor, boolean>();
  const depends = (tensor: FakeTensor): boolean => {
    const found = known.get(tensor) ?? (isSource(tensor) || (madeBy(tensor)?.inputs.some(depends) ?? false));
    known.set(tensor, found);
    return found;
  };
  const visited = new Set<FakeTensor>();
  const visit = (tensor: FakeTensor): void => {
    const made = madeBy(tensor);
    if (made === null || visited.has(tensor) || isSource(tensor)) return;
    visited.add(tensor);
    const on = made.inputs.filter(depends);
    if (on.length === 0) return;
    const words = faultOf(made, on, ask.facts);
    if (words !== null) {
      throw new Refused(`${name}: a gradient of ${made.name}`, null, words, adviceOn(made.name));
    }
    for (const input of on) visit(input);
  };
  visit(result);
}

/** Somebody who knows the operation expects that it has a gradient. */
function adviceOn(operation: string): string {
  const surprise = `TensorFlow.js 4.22 computes no such gradient of \`${operation}\`, which stands between the result and what the gradient is taken by.`;
  return operation === 'matMul'
    ? `${surprise} Without a batch, as \`x.reshape([-1, n]).matMul(w)\`, it does.`
    : surprise;
}

/** What the library says when it computes the gradients by some inputs of an operation; `null` where it computes them. */
function faultOf(made: Performed, on: readonly FakeTensor[], facts: Facts): string | null {
  const { name } = made;
  const kernel = Object.hasOwn(WITHOUT_GRADIENT, name) ? WITHOUT_GRADIENT[name] : undefined;
  if (kernel !== undefined) return `Cannot compute gradient: gradient function not found for ${kernel}.`;
  if (Object.hasOwn(NOT_SUMMED, name)) return broadcastFault(made, on, facts);
  if (Object.hasOwn(DILATED, name)) return dilationFault(made);
  switch (name) {
    case 'matMul':
      return batchFault(made, on, facts);
    case 'cumsum':
      return cumulativeFault(made, facts);
    case 'tile':
      return inputShapes(made, facts)[0]?.length === 0
        ? 'Gradient for tile operation is not implemented for rank-0 tensors yet.'
        : null;
    default:
      return null;
  }
}

function broadcastFault(made: Performed, on: readonly FakeTensor[], facts: Facts): string | null {
  const [kernel, ...inputs] = NOT_SUMMED[made.name] ?? [made.name];
  const output = resolveShape(facts, made.output.shape);
  return faultAmong(made, on, facts, (shape, index) => {
    const input = inputs[index];
    return input === undefined || !isOther(facts, shape, output) ? null : shapeWords(kernel, input, output, shape);
  });
}

/** The gradient by a factor has the batch of the product. */
function batchFault(made: Performed, on: readonly FakeTensor[], facts: Facts): string | null {
  const output = resolveShape(facts, made.output.shape);
  return faultAmong(made, on, facts, (shape, index) => {
    const gradient = [...output.slice(0, -2), ...shape.slice(-2)];
    const isBatched = shape.length >= 2 && isOther(facts, shape, gradient);
    return isBatched ? shapeWords('BatchMatMul', index === 0 ? 'a' : 'b', gradient, shape) : null;
  });
}

/** The gradient along another dimension than the last one keeps the order in which it was computed. */
function cumulativeFault({ args, output }: Performed, facts: Facts): string | null {
  const axis = (args as readonly Datum[])[1];
  const shape = resolveShape(facts, output.shape);
  const at =
    axis?.kind === 'absent' || axis === undefined ? 0 : (constantsOf({ kind: 'list', items: [axis] })?.[0] ?? null);
  if (at === null || shape.some(isSpread)) return null;
  const place = at < 0 ? at + shape.length : at;
  const moved = [...shape.toSpliced(place, 1), ...shape.slice(place, place + 1)];
  return isOther(facts, shape, moved) ? shapeWords('Cumsum', 'x', moved, shape) : null;
}

function dilationFault({ name, args }: Performed): string | null {
  const dilations = (args as readonly Datum[])[5];
  if (dilations === undefined) return null;
  const numbers = constantsOf(dilations.kind === 'list' ? dilations : { kind: 'list', items: [dilations] });
  if (numbers === null || numbers.every((number) => number === 1)) return null;
  return `Error in gradient of ${DILATED[name]}. Got dilations '${numbers}'`;
}

/** The first fault of the inputs that the gradient is taken by, each with its shape and its place among the arguments. */
function faultAmong(
  made: Performed,
  on: readonly FakeTensor[],
  facts: Facts,
  fault: (shape: Shape, index: number) => string | null,
): string | null {
  for (const [index, arg] of (made.args as readonly Datum[]).entries()) {
    if (arg.kind !== 'tensor' || !on.includes(arg.tensor)) continue;
    const words = fault(resolveShape(facts, arg.tensor.shape), index);
    if (words !== null) return words;
  }
  return null;
}

function inputShapes({ inputs }: Performed, facts: Facts): readonly Shape[] {
  return inputs.map(({ shape }) => resolveShape(facts, shape));
}

/** Whether two shapes differ whatever their sizes are. */
function isOther(facts: Facts, shape: Shape, other: Shape): boolean {
  const [sizes, others] = [sizesOf(shape), sizesOf(other)];
  if (sizes === null || others === null) return false;
  return sizes.length !== others.length || sizes.some((size, index) => isOtherSize(facts, size, others[index] ?? size));
}

/** Only numbers prove it: what was assumed of symbols need not hold. */
function isOtherSize(facts: Facts, size: Size, other: Size): boolean {
  const isConstant = asConstant(size) !== null && asConstant(other) !== null;
  return isConstant && facts.decide(equal(size, other)) === 'no';
}

function shapeWords(kernel: string, input: string, gradient: Shape, shape: Shape): string {
  return (
    `Error in gradient for op ${kernel}. The gradient of input '${input}' has shape '${plainShape(gradient)}', ` +
    `which does not match the shape of the input '${plainShape(shape)}'`
  );
}
