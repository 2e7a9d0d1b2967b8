/** The weights of a model in a file: their shapes, and the values of the few that say sizes and axes. */
import type { DataFile } from '../../../kernels/ask.ts';
import { type DType, isDType } from '../../../tensor/dtype.ts';
import { fieldOf, isList, isObject, type Json, type JsonObject } from './json.ts';

export interface StoredWeight {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Of a few whole numbers; else `null`. */
  values(): readonly number[] | null;
}

/** Weights with more numbers are data, not sizes or axes. */
const MOST_VALUES = 64;

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** The weights of all groups; what is malformed is left out. */
export function readWeights(manifest: Json | undefined, beside: DataFile): ReadonlyMap<string, StoredWeight> {
  const weights = new Map<string, StoredWeight>();
  for (const group of isList(manifest) ? manifest : []) {
    if (isObject(group)) readGroup(group, beside, weights);
  }
  return weights;
}

/** The weights of a group follow each other in its files. */
function readGroup(group: JsonObject, beside: DataFile, weights: Map<string, StoredWeight>): void {
  const files = strings(fieldOf(group, 'paths'));
  const listed = fieldOf(group, 'weights');
  let start: number | null = 0;
  for (const one of isList(listed) ? listed : []) {
    if (!isObject(one)) return;
    const [name, shape, dtype] = [fieldOf(one, 'name'), numbers(fieldOf(one, 'shape')), fieldOf(one, 'dtype')];
    if (typeof name !== 'string' || shape === null || typeof dtype !== 'string' || !isDType(dtype)) return;
    const quantized = fieldOf(one, 'quantization');
    const stored = isObject(quantized) ? fieldOf(quantized, 'dtype') : dtype;
    const count = shape.reduce((product, size) => product * size, 1);
    const position: number | null = start;
    const isReadable = dtype === 'int32' && stored === 'int32' && count <= MOST_VALUES && position !== null;
    weights.set(name, {
      shape,
      dtype,
      values: () => (isReadable ? integers(beside.bytes(files, position, count * 4)) : null),
    });
    const width: number | undefined = typeof stored === 'string' ? BYTES[stored] : undefined;
    // Behind texts, which are as long as they are, nothing is found any more.
    start = position === null || width === undefined ? null : position + count * width;
  }
}

function integers(bytes: Uint8Array | null): readonly number[] | null {
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getInt32(index * 4, true));
}

function strings(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function numbers(value: Json | undefined): readonly number[] | null {
  const list = isList(value) ? value : [];
  const whole = list.filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0);
  return isList(value) && whole.length === list.length ? whole : null;
}
