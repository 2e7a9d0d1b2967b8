/** The numbers in the small tensors of a graph that say sizes, where they can be told. */
import {
  add,
  asConstant,
  constant,
  floorDivide,
  maximum,
  minimum,
  multiply,
  negate,
  product,
  type Size,
  subtract,
} from '../../../symbolic/size.ts';
import { type FakeTensor, sizesOf } from '../../../tensor/tensor.ts';
import type { NodeRun } from './graphValue.ts';

/** More numbers are data. */
const MOST_VALUES = 64;

type Numbers = (run: NodeRun) => readonly Size[] | null;

/** The elements of what a node gives; `null` where they are not known. */
export function numbersOf(run: NodeRun, result: FakeTensor): readonly Size[] | null {
  const { operation } = run.node;
  if (result.dtype !== 'int32' || !Object.hasOwn(NUMBERS, operation)) return null;
  const values = NUMBERS[operation]?.(run) ?? null;
  if (values === null || values.length > MOST_VALUES) return null;
  const count = asConstant(product(sizesOf(result.shape) ?? [constant(-1)]));
  return count === values.length ? values : null;
}

const keep: Numbers = (run) => run.input(0).values;

const NUMBERS: Readonly<Record<string, Numbers>> = {
  Add: pairwise(add),
  AddV2: pairwise(add),
  Cast: keep,
  ConcatV2: (run) => (isFlat(run) ? joined(run, run.inputs.length - 1) : null),
  ExpandDims: keep,
  FloorDiv: pairwise(floorDivide),
  GatherV2: (run) => gathered(run),
  Identity: keep,
  Maximum: pairwise(maximum),
  Minimum: pairwise(minimum),
  Mul: pairwise(multiply),
  Neg: (run) => run.input(0).values?.map(negate) ?? null,
  Pack: (run) => (run.sizesOf(0).length === 0 ? joined(run, run.inputs.length) : null),
  Prod: (run) => (run.flag('keep_dims') || !isFlat(run) ? null : [product(run.valuesOf(0))]),
  Reshape: keep,
  Rank: (run) => [constant(run.sizesOf(0).length)],
  Shape: (run) => run.sizesOf(0),
  Size: (run) => [product(run.sizesOf(0))],
  Slice: (run) => sliced(run),
  Squeeze: keep,
  StridedSlice: (run) => strided(run),
  Sub: pairwise(subtract),
};

function pairwise(operation: (a: Size, b: Size) => Size): Numbers {
  return (run) => {
    const [left, right] = [run.input(0).values, run.input(1).values];
    if (left === null || right === null) return null;
    const count = Math.max(left.length, right.length);
    if (![left, right].every(({ length }) => length === count || length === 1)) return null;
    const at = (values: readonly Size[], index: number): Size => values[values.length === 1 ? 0 : index] ?? constant(0);
    return Array.from({ length: count }, (_, index) => operation(at(left, index), at(right, index)));
  };
}

function isFlat(run: NodeRun): boolean {
  return run.sizesOf(0).length === 1;
}

function joined(run: NodeRun, count: number): readonly Size[] | null {
  const lists = run.inputs.slice(0, count).map(({ values }) => values);
  return lists.every((values) => values !== null) ? lists.flat() : null;
}

function gathered(run: NodeRun): readonly Size[] | null {
  const { values } = run.input(0);
  if (values === null || !isFlat(run)) return null;
  const picked = run.constantsOf(1).map((index) => values[index]);
  return picked.every((one) => one !== undefined) ? picked : null;
}

function sliced(run: NodeRun): readonly Size[] | null {
  const { values } = run.input(0);
  const [[begin = 0], [length = -1]] = [run.constantsOf(1), run.constantsOf(2)];
  if (values === null || !isFlat(run)) return null;
  return length < 0 ? values.slice(begin) : values.slice(begin, begin + length);
}

/** Of a list, forwards; an axis that goes leaves one number. */
function strided(run: NodeRun): readonly Size[] | null {
  const { values } = run.input(0);
  const [[begin = 0], [end = 0], [stride = 1]] = [run.constantsOf(1), run.constantsOf(2), run.constantsOf(3)];
  const isPlain = ['ellipsis_mask', 'new_axis_mask'].every((name) => run.integer(name) === 0);
  if (values === null || !isFlat(run) || stride < 1 || !isPlain) return null;
  const from = run.integer('begin_mask') === 0 ? begin : 0;
  if (run.integer('shrink_axis_mask') !== 0) return values.slice(from).slice(0, 1);
  const cut = run.integer('end_mask') === 0 ? values.slice(from, end) : values.slice(from);
  return cut.filter((_, index) => index % stride === 0);
}
