/** `tf.GraphModel`: graphs of operations that other programs have made. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { rankIs } from '../../../kernels/rank.ts';
import { plainShape } from '../../../kernels/words.ts';
import type { Reason } from '../../../symbolic/place.ts';
import { equal } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, resolveShape } from '../../../tensor/tensor.ts';
import {
  ABSENT,
  type Datum,
  type InstanceDatum,
  listDatum,
  promiseDatum,
  recordDatum,
  stringDatum,
  tensorDatum,
} from '../../datum.ts';
import { tensor } from '../../parameters.ts';
import type { InstanceType } from '../../row.ts';
import { dtypeOf, type GraphEnd, type GraphFile, placeholderShape, tensorName, typeIn } from '../files/graphFile.ts';
import { runNodes } from '../files/graphRun.ts';
import { numberDatum } from '../files/graphValue.ts';
import { outsideDatum, unknownDatum } from '../unknowns.ts';
import { tensorsOf } from './graph.ts';

/** The graph of the model's file, or why there is none. */
export interface GraphModelState {
  readonly graph: GraphFile | null;
  readonly why: Reason;
}

const silent = (): Datum => ABSENT;

export const GRAPH_MODEL: InstanceType = {
  name: 'GraphModel',
  construct: () => unreadGraph('nothing states what the model computes'),
  methods: {
    dispose: silent,
    disposeIntermediateTensors: silent,
    execute: (self, [inputs = ABSENT, names = ABSENT], ask) => execute(self, inputs, names, ask),
    executeAsync: (self, [inputs = ABSENT, names = ABSENT], ask) => promiseDatum(execute(self, inputs, names, ask)),
    getIntermediateTensors: () => unknownDatum('the intermediate tensors of a model'),
    load: () => promiseDatum({ kind: 'boolean', value: true }),
    loadSync: () => ({ kind: 'boolean', value: true }),
    predict: (self, [inputs = ABSENT], ask) => predict(self, inputs, ask),
    predictAsync: (self, [inputs = ABSENT], ask) => promiseDatum(predict(self, inputs, ask)),
    save: () => promiseDatum(unknownDatum('what saving a model returns')),
  },
  properties: {
    ...Object.fromEntries(
      ['outputs', 'metadata', 'modelSignature', 'modelVersion', 'weights'].map((name) => [name, () => outside(name)]),
    ),
    inputs: (self) => listOr(self, 'inputs', ({ inputs }) => inputs.map(described)),
    inputNodes: (self) => listOr(self, 'inputNodes', ({ inputs }) => inputs.map(({ key }) => stringDatum(key))),
    outputNodes: (self) => listOr(self, 'outputNodes', ({ outputs }) => outputs.map(({ key }) => stringDatum(key))),
  },
};

/** A model of which nothing is known, and why. */
export function unreadGraph(message: string): GraphModelState {
  return { graph: null, why: { message, place: null } };
}

function predict(self: InstanceDatum, inputs: Datum, ask: Ask): Datum {
  const { graph, why } = self.state as GraphModelState;
  if (graph === null) return tensorDatum(unknownOutput(ask, why));
  const results = outputsOf(graph, graph.outputs, inputs, ask).map(tensorDatum);
  const { keys } = graph;
  if (keys !== null) return recordDatum(Object.fromEntries(keys.map((key, index) => [key, results[index] ?? ABSENT])));
  return alone(results);
}

/** One name gives one tensor, alone or in a list, several names a list; without names it is as `predict`. */
function execute(self: InstanceDatum, inputs: Datum, names: Datum, ask: Ask): Datum {
  const { graph, why } = self.state as GraphModelState;
  const wanted = names.kind === 'list' ? names.items : names.kind === 'string' ? [names] : null;
  if (graph === null) {
    const become: Extract<Datum, { kind: 'unknown' }>['become'] = (want) =>
      want.kind === 'tensor' ? tensorDatum(unknownOutput(ask, why)) : null;
    if (wanted === null) return { kind: 'unknown', why, outside: true, become };
    return alone(wanted.map(() => tensorDatum(unknownOutput(ask, why))));
  }
  const ends = wanted === null ? graph.outputs : wanted.map((one) => endNamed(graph, one as Datum));
  return alone(outputsOf(graph, ends, inputs, ask).map(tensorDatum));
}

/** An output of the signature, or any tensor of the graph. */
function endNamed({ outputs }: GraphFile, name: Datum): GraphEnd {
  const text = name.kind === 'string' ? name.value : null;
  const known = outputs.find(({ key, node, position }) => [key, `${node}:${position}`].includes(text ?? ''));
  const named = text === null ? null : tensorName(text);
  if (named === null) throw new Unreadable({ message: 'the names of the outputs are not known', place: null });
  return known ?? { key: text ?? '', ...named, shape: null, dtype: null };
}

/** Of each output what the nodes say; where they cannot be run, what the signature states. */
function outputsOf(graph: GraphFile, ends: readonly GraphEnd[], inputs: Datum, ask: Ask): readonly FakeTensor[] {
  const fed = feed(graph, inputs, ask);
  const run = fed === null ? null : runNodes(graph, fed, ask);
  return ends.map((end) => {
    try {
      if (run !== null) return run(end);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return statedOutput(ask, end, error.why);
    }
    return statedOutput(ask, end, { message: 'what the model is fed is not known', place: null });
  });
}

function statedOutput(ask: Ask, { shape, dtype }: GraphEnd, why: Reason): FakeTensor {
  if (shape === null) return unknownOutput(ask, why);
  const open = ask.opaque('output', why, shape.length);
  return fakeTensor(
    open.map((dim, index) => {
      const size = shape[index] ?? null;
      return size === null ? dim : constant(size);
    }),
    dtype,
  );
}

function unknownOutput(ask: Ask, why: Reason): FakeTensor {
  return fakeTensor(ask.opaque('output', why), null);
}

/** What each input is fed, after checking it; `null` where it is not known. */
function feed(graph: GraphFile, inputs: Datum, ask: Ask): ReadonlyMap<string, FakeTensor> | null {
  if (inputs.kind === 'record') return namedFeed(graph, inputs.fields ? Object.keys(inputs.fields) : null, inputs, ask);
  if (inputs.kind === 'absent') return null;
  const given = tensorsOf(inputs, ask);
  if (given.length !== graph.inputs.length) {
    const words =
      `Input tensor count mismatch, the graph model has ${graph.inputs.length} non-resource placeholders, ` +
      `while there are ${given.length} input tensors provided.`;
    throw new Refused('predict: the number of inputs', null, words);
  }
  return new Map(graph.inputs.map((input, index) => [input.node, checked(graph, input, given[index], ask)]));
}

/** An object of tensors by the names of the inputs, or of their nodes. */
function namedFeed(
  graph: GraphFile,
  names: readonly string[] | null,
  inputs: Extract<Datum, { kind: 'record' }>,
  ask: Ask,
): ReadonlyMap<string, FakeTensor> {
  const keys = names ?? graph.inputs.flatMap(({ key, node, position }) => [key, node, `${node}:${position}`]);
  const fed = new Map<string, FakeTensor>();
  for (const key of keys) {
    const given = inputs.get(key);
    const input = graph.inputs.find((one) => one.key === key || one.node === tensorName(key)?.node);
    if (given.kind === 'absent' || input === undefined) continue;
    fed.set(input.node, checked(graph, input, tensor.read(given, ask, key), ask));
  }
  return fed;
}

/** Demands the shape and the data type that the placeholder states. */
function checked(graph: GraphFile, { node }: GraphEnd, given: FakeTensor | undefined, ask: Ask): FakeTensor {
  const attributes = graph.nodes.get(node)?.attributes ?? {};
  const shape = placeholderShape(attributes);
  if (given === undefined) throw new Unreadable({ message: 'what the model is fed is not known', place: null });
  if (shape !== null) {
    const stated = `[${shape.map((size) => size ?? -1)}]`;
    const words = (): string =>
      `The shape of dict['${node}'] provided in model.execute(dict) must be ${stated}, but was [${plainShape(given.shape)}]`;
    ask.require(rankIs(given.shape, shape.length), `${node}: rank of the input`, words);
    resolveShape(ask.facts, given.shape).forEach((dim, index) => {
      const size = shape[index] ?? null;
      if (size !== null && !isSpread(dim))
        ask.require(equal(dim, constant(size)), `${node}: shape of the input`, words);
    });
  }
  const dtype = dtypeOf(typeIn(attributes, 'dtype'));
  if (dtype !== null && given.dtype !== null && dtype !== given.dtype) {
    const words = `The dtype of dict['${node}'] provided in model.execute(dict) must be ${dtype}, but was ${given.dtype}`;
    throw new Refused(`${node}: data type of the input`, null, words);
  }
  return fakeTensor(resolveShape(ask.facts, given.shape), given.dtype);
}

function described({ node, shape, dtype }: GraphEnd): Datum {
  const sizes = shape?.map((size) => numberDatum(constant(size ?? -1)));
  return recordDatum({
    name: stringDatum(node),
    shape: sizes === undefined ? ABSENT : listDatum(sizes),
    dtype: stringDatum(dtype),
  });
}

function listOr(self: InstanceDatum, name: string, items: (graph: GraphFile) => readonly Datum[]): Datum {
  const { graph } = self.state as GraphModelState;
  return graph === null ? outside(name) : listDatum(items(graph));
}

function outside(name: string): Datum {
  return outsideDatum(`the ${name} of a loaded model`);
}

function alone(results: readonly Datum[]): Datum {
  return results.length === 1 ? (results[0] ?? ABSENT) : listDatum(results);
}
