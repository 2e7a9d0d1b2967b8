/** Running the graph of a file on fake tensors, as far as its operations are known. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { constant } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import type { Datum } from '../../datum.ts';
import type { GraphFile, GraphNode, TensorName } from './graphFile.ts';
import { numbersOf } from './graphNumbers.ts';
import { operationOf } from './graphOperations.ts';
import { type GraphValue, NodeRun } from './graphValue.ts';
import { malformed } from './json.ts';

/** Nodes that follow each other; a graph that is deeper is not run. */
const MOST_DEPTH = 4_000;

/**
 * The tensor of that name, where these are fed.
 * @param fed by the names of nodes
 * @throws Unreadable where an operation on the way is not known, or does not fit.
 */
export function runNodes(
  graph: GraphFile,
  fed: ReadonlyMap<string, FakeTensor>,
  ask: Ask,
): (wanted: TensorName) => FakeTensor {
  const done = new Map<string, readonly GraphValue[]>();
  for (const [name, tensor] of fed) done.set(name, [{ tensor, values: null }]);
  return ({ node, position }) => {
    for (const next of inOrder(graph, node, done)) done.set(next.name, resultsOf(graph, next, done, ask));
    return done.get(node)?.[position]?.tensor ?? malformed(`the graph has no tensor ${node}:${position}`);
  };
}

/** The nodes that a node needs and that are not done, in an order in which they can be run. */
function inOrder(graph: GraphFile, last: string, done: ReadonlyMap<string, unknown>): readonly GraphNode[] {
  const ordered: GraphNode[] = [];
  const state = new Map<string, 'open' | 'closed'>();
  const path = [last];
  for (let name = path.at(-1); name !== undefined; name = path.at(-1)) {
    const node = graph.nodes.get(name) ?? malformed(`the graph has no node ${name}`);
    const missing = node.inputs.find((input) => !done.has(input.node) && state.get(input.node) !== 'closed');
    if (done.has(name) || missing === undefined) {
      path.pop();
      if (!done.has(name) && state.get(name) !== 'closed') ordered.push(node);
      state.set(name, 'closed');
      continue;
    }
    state.set(name, 'open');
    if (state.get(missing.node) === 'open') malformed('the graph has loops');
    if (path.length > MOST_DEPTH) malformed('the graph is too deep');
    path.push(missing.node);
  }
  return ordered;
}

function resultsOf(
  graph: GraphFile,
  node: GraphNode,
  done: ReadonlyMap<string, readonly GraphValue[]>,
  ask: Ask,
): readonly GraphValue[] {
  const weight = graph.weights.get(node.name);
  if (weight !== undefined) {
    const tensor = fakeTensor(weight.shape.map(constant), weight.dtype);
    return [{ tensor, values: weight.values()?.map(constant) ?? null }];
  }
  if (node.operation === 'Placeholder') malformed(`nothing is fed to ${node.name}`);
  const inputs = node.inputs.map((input) => {
    return done.get(input.node)?.[input.position] ?? malformed(`the graph has no tensor ${input.node}`);
  });
  const run = new NodeRun(node, inputs, ask);
  if (['Shape', 'Size', 'Rank'].includes(node.operation)) return [sizesOf(run)];
  const operation = operationOf(node.operation) ?? malformed(`the operation ${node.operation} is not known`);
  return tensorsIn(fitting(node, () => operation(run))).map((tensor) => ({ tensor, values: numbersOf(run, tensor) }));
}

/** What says the shape of another tensor. */
function sizesOf(run: NodeRun): GraphValue {
  const isList = run.node.operation === 'Shape';
  const shape = isList ? [constant(run.sizesOf(0).length)] : [];
  const tensor = fakeTensor(shape, 'int32');
  return { tensor, values: numbersOf(run, tensor) };
}

/** What does not fit here fits in the library, since somebody has run the graph there. */
function fitting(node: GraphNode, run: () => Datum): Datum {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Unreadable({ message: `${node.name}: ${error.message}`, place: null });
  }
}

function tensorsIn(result: Datum): readonly FakeTensor[] {
  if (result.kind === 'tensor') return [result.tensor];
  if (result.kind !== 'list') return malformed('an operation of the graph gives no tensor');
  return result.items.flatMap((item) => (item.kind === 'spread' ? [] : tensorsIn(item)));
}
