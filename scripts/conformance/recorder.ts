/** What an instrumented test reports while it runs: shapes, and where an exception came from. */
import * as tf from '@tensorflow/tfjs-core';
import { BEGIN, RESULT } from './names.ts';

/** What was seen of one expression. */
export interface Observation {
  begun: number;
  finished: number;
  /** The shapes and data types of the tensors it gave, as `[2,3]float32`. */
  readonly shapes: string[];
  /** What it threw where a test expected that. */
  threw: string | null;
}

/** By file, start and end: `ops/add_test.js:10-20`. */
export type Observations = Record<string, Observation>;

export const observations: Observations = {};

/** More shapes than this of one expression are not kept. */
const MAX_SHAPES = 60;
/** The expressions that have begun and not finished, innermost last. */
let open: string[] = [];

function observationOf(id: string): Observation {
  observations[id] ??= { begun: 0, finished: 0, shapes: [], threw: null };
  return observations[id];
}

function begin(id: string): void {
  observationOf(id).begun++;
  open.push(id);
}

function result(id: string, value: unknown): unknown {
  const observation = observationOf(id);
  observation.finished++;
  const at = open.lastIndexOf(id);
  if (at >= 0) open.length = at;
  if (value instanceof tf.Tensor && Array.isArray(value.shape)) {
    const shape = `${JSON.stringify(value.shape)}${value.dtype}`;
    if (!observation.shapes.includes(shape) && observation.shapes.length < MAX_SHAPES) observation.shapes.push(shape);
  } else if (value instanceof Promise) {
    // An expression whose promise is rejected has not finished.
    value.then(undefined, () => {
      observation.finished--;
    });
  }
  return value;
}

/** Runs what is expected to throw, and notes what the innermost expression in it threw. */
export function watchThrow(run: () => unknown): void {
  const before = open;
  open = [];
  try {
    run();
  } catch (error) {
    const innermost = open.at(-1);
    if (innermost !== undefined) observationOf(innermost).threw ??= String((error as Error).message ?? error);
  }
  open = before;
}

Object.assign(globalThis, { [BEGIN]: begin, [RESULT]: result });
