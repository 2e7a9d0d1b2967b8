/** Graphs of operations as their files describe them: nodes, the signature, the values of small weights. */
import type { DataFile } from '../../../kernels/ask.ts';
import type { DType } from '../../../tensor/dtype.ts';
import { fieldOf, isList, isObject, type Json, type JsonObject, listIn, malformed, objectIn, textIn } from './json.ts';
import { readWeights, type StoredWeight } from './weights.ts';

/** Graphs with more nodes are not run. */
const MOST_NODES = 20_000;

export interface GraphFile {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** In the order in which `predict` takes and gives them. */
  readonly inputs: readonly GraphEnd[];
  readonly outputs: readonly GraphEnd[];
  readonly weights: ReadonlyMap<string, StoredWeight>;
  /** The names under which `predict` gives its results; `null` where it gives them plainly. */
  readonly keys: readonly string[] | null;
}

export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** The tensors that it computes from, without those that it only waits for. */
  readonly inputs: readonly TensorName[];
  readonly attributes: JsonObject;
}

/** One of the tensors that a node gives. */
export interface TensorName {
  readonly node: string;
  readonly position: number;
}

/** An input or an output of the whole graph. */
export interface GraphEnd extends TensorName {
  /** What the signature calls it. */
  readonly key: string;
  /** `null` for a rank that is not stated, and for sizes that are not. */
  readonly shape: readonly (number | null)[] | null;
  readonly dtype: DType | null;
}

/** @throws Unreadable where the file is malformed, or no graph. */
export function graphOf(file: JsonObject, beside: DataFile): GraphFile {
  const topology = objectIn(fieldOf(file, 'modelTopology'), 'the `modelTopology` of the file is no object');
  const listed = listIn(fieldOf(topology, 'node'), 'the file holds no graph of operations');
  if (listed.length > MOST_NODES) malformed(`the file has more than ${MOST_NODES} nodes`);
  const nodes = new Map(listed.map((one) => nodeOf(one)).map((node) => [node.name, node]));
  const signature = signatureOf(file);
  const inputs = endsOf(signature && fieldOf(signature, 'inputs')) ?? placeholders(nodes);
  const outputs = endsOf(signature && fieldOf(signature, 'outputs')) ?? lastOnes(nodes);
  const weights = readWeights(fieldOf(file, 'weightsManifest'), beside);
  return { nodes, inputs, outputs, weights, keys: keysOf(file) };
}

/** `name:1`; control inputs, `^name`, are `null`. */
export function tensorName(text: string): TensorName | null {
  if (text.startsWith('^')) return null;
  const [node = '', ...rest] = text.split(':');
  const position = Number(rest.at(-1) ?? 0);
  return { node, position: Number.isInteger(position) ? position : 0 };
}

const DTYPES: Readonly<Record<string, DType>> = {
  DT_FLOAT: 'float32',
  DT_HALF: 'float32',
  DT_DOUBLE: 'float32',
  DT_INT32: 'int32',
  DT_INT64: 'int32',
  DT_INT8: 'int32',
  DT_UINT8: 'int32',
  DT_BOOL: 'bool',
  DT_COMPLEX64: 'complex64',
  DT_STRING: 'string',
};

/** The library's data type for one of TensorFlow's. */
export function dtypeOf(value: Json | undefined): DType | null {
  return typeof value === 'string' && Object.hasOwn(DTYPES, value) ? (DTYPES[value] ?? null) : null;
}

/** The sizes that a shape states; -1 is open. */
export function statedShape(value: Json | undefined): readonly (number | null)[] | null {
  if (!isObject(value) || fieldOf(value, 'unknownRank') === true) return null;
  const dims = fieldOf(value, 'dim') ?? [];
  return isList(dims) ? dims.map((dim) => sizeOf(isObject(dim) ? fieldOf(dim, 'size') : undefined)) : null;
}

function sizeOf(value: Json | undefined): number | null {
  const size = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
}

function nodeOf(one: Json): GraphNode {
  const node = objectIn(one, 'a node of the file is no object');
  const attributes = fieldOf(node, 'attr');
  const inputs = fieldOf(node, 'input') ?? [];
  return {
    name: textIn(fieldOf(node, 'name'), 'a node of the file has no name'),
    operation: textIn(fieldOf(node, 'op'), 'a node of the file has no operation'),
    inputs: listIn(inputs, 'the inputs of a node are no list').flatMap(
      (input) => tensorName(textIn(input, 'an input of a node is no name')) ?? [],
    ),
    attributes: isObject(attributes) ? attributes : {},
  };
}

/** Older files have the signature among what the user defined. */
function signatureOf(file: JsonObject): JsonObject | null {
  const defined = fieldOf(file, 'userDefinedMetadata');
  const signature = fieldOf(file, 'signature') ?? (isObject(defined) ? fieldOf(defined, 'signature') : undefined);
  return isObject(signature) ? signature : null;
}

function keysOf(file: JsonObject): readonly string[] | null {
  const defined = fieldOf(file, 'userDefinedMetadata');
  const keys = isObject(defined) ? fieldOf(defined, 'structuredOutputKeys') : undefined;
  return isList(keys) && keys.every((key) => typeof key === 'string') ? keys : null;
}

function endsOf(ends: Json | undefined | null): readonly GraphEnd[] | null {
  if (!isObject(ends ?? undefined)) return null;
  const listed = Object.entries(ends as JsonObject).map(([key, end]) => {
    const stated = objectIn(end, 'a tensor of the signature is no object');
    const name = tensorName(textIn(fieldOf(stated, 'name'), 'a tensor of the signature has no name'));
    if (name === null) return malformed('a tensor of the signature has no name');
    const shape = statedShape(fieldOf(stated, 'tensorShape'));
    return { key, ...name, shape, dtype: dtypeOf(fieldOf(stated, 'dtype')) };
  });
  return listed.length === 0 ? null : listed;
}

function placeholders(nodes: ReadonlyMap<string, GraphNode>): readonly GraphEnd[] {
  return [...nodes.values()]
    .filter(({ operation }) => operation.startsWith('Placeholder'))
    .map(({ name, attributes }) => ({
      key: name,
      node: name,
      position: 0,
      shape: placeholderShape(attributes),
      dtype: dtypeOf(typeIn(attributes, 'dtype')),
    }));
}

/** What a placeholder demands of what it is fed. */
export function placeholderShape(attributes: JsonObject): readonly (number | null)[] | null {
  const shape = fieldOf(attributes, 'shape');
  return isObject(shape) ? statedShape(fieldOf(shape, 'shape')) : null;
}

export function typeIn(attributes: JsonObject, name: string): Json | undefined {
  const value = fieldOf(attributes, name);
  return isObject(value) ? fieldOf(value, 'type') : undefined;
}

/** Nodes whose tensors no other node takes. */
function lastOnes(nodes: ReadonlyMap<string, GraphNode>): readonly GraphEnd[] {
  const taken = new Set([...nodes.values()].flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  return [...nodes.keys()]
    .filter((name) => !taken.has(name))
    .map((name) => ({ key: name, node: name, position: 0, shape: null, dtype: null }));
}
