/** What decides and repeats in a graph: its tensors have the shapes that the nodes state, since the rest depends on data. */
import { lessOrEqual } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import type { DType } from '../../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor, sizesOf } from '../../../tensor/tensor.ts';
import { type Datum, listDatum, tensorDatum } from '../../datum.ts';
import { dtypeOf } from './graphFile.ts';
import type { NodeRun } from './graphValue.ts';
import { malformed } from './json.ts';

type Operation = (run: NodeRun) => Datum;

export const CONTROL_FLOW: Readonly<Record<string, Operation>> = {
  If: (run) => statedOutputs(run, 'Tout'),
  StatelessIf: (run) => statedOutputs(run, 'Tout'),
  While: (run) => statedOutputs(run, 'T'),
  StatelessWhile: (run) => statedOutputs(run, 'T'),
  // The data go on along one of two ways.
  Switch: (run) => listDatum([run.tensor(0), run.tensor(0)]),
  LoopCond: (run) => run.tensor(0),
  Merge: (run) => merged(run),
  TensorListReserve: handle,
  TensorListFromTensor: handle,
  TensorListSetItem: handle,
  TensorListScatter: handle,
  TensorListScatterV2: handle,
  EmptyTensorList: handle,
  TensorListPushBack: handle,
  TensorListLength: () => tensorDatum(fakeTensor([], 'int32')),
  TensorListStack: (run) => tensorDatum(stacked(run)),
};

function statedOutputs(run: NodeRun, types: string): Datum {
  const shapes = run.shapes('output_shapes');
  if (shapes === null) return malformed(`the node ${run.node.name} does not state what it gives`);
  const dtypes = run.types(types);
  return listDatum(shapes.map((shape, index) => tensorDatum(tensorOf(run, shape, dtypeOf(dtypes[index])))));
}

/** The sizes that are stated; the others are of their own. */
function tensorOf(run: NodeRun, shape: readonly (number | null)[] | null, dtype: DType | null): FakeTensor {
  const why = { message: `what ${run.node.name} gives depends on data`, place: null };
  if (shape === null) return fakeTensor(run.ask.opaque('output', why), dtype);
  const open = sizesOf(run.ask.opaque('output', why, shape.length)) ?? [];
  return fakeTensor(
    open.map((size, index) => {
      const stated = shape[index] ?? null;
      return stated === null ? size : constant(stated);
    }),
    dtype,
  );
}

/** Whichever of its inputs comes, where they are alike. */
function merged(run: NodeRun): Datum {
  const [first, ...others] = run.inputs.map(({ tensor }) => tensor);
  const isAlike = others.every(({ shape, dtype }) => {
    const isSame = shape.length === first?.shape.length && shape.every((dim, index) => dim === first.shape[index]);
    return isSame && dtype === first?.dtype;
  });
  if (first === undefined || !isAlike) return malformed(`the inputs of ${run.node.name} differ`);
  return tensorDatum(first);
}

/** A list of tensors, as a number that stands for it. */
function handle(): Datum {
  return tensorDatum(fakeTensor([], 'float32'));
}

/** As many elements as the list has, of the shape that is stated. */
function stacked(run: NodeRun): FakeTensor {
  const elements = run.input(1).values;
  const dtype = dtypeOf(run.type('element_dtype'));
  const why = { message: `the length of the list that ${run.node.name} takes depends on data`, place: null };
  if (elements === null) return fakeTensor(run.ask.opaque('elements', why), dtype);
  const open = sizesOf(run.ask.opaque('elements', why, elements.length + 1)) ?? [];
  const known = [constant(run.integer('num_elements', -1)), ...elements];
  return fakeTensor(
    open.map((size, index) => {
      const stated = known[index];
      const isKnown = stated !== undefined && run.ask.facts.decide(lessOrEqual(constant(0), stated)) === 'yes';
      return isKnown ? stated : size;
    }),
    dtype,
  );
}
