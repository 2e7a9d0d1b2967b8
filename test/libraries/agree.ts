/** Compares the result of a row with what the real library returned. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Datum } from '../../server/libraries/datum.ts';
import { evaluate } from '../../server/symbolic/size.ts';
import { isSpread, type Shape } from '../../server/tensor/tensor.ts';
import { holds, type ValueOf } from './recordingAsk.ts';

/** What the symbols and the spreads of a run stand for. */
export interface Instance {
  readonly valueOf: ValueOf;
  readonly spreads: ReadonlyMap<string, readonly number[]>;
}

/**
 * Asserts that a result, instantiated, is what the library returned.
 * @returns whether the comparison was complete: no shape was unknown.
 */
export function assertAgrees(result: Datum, real: unknown, instance: Instance): boolean {
  switch (result.kind) {
    case 'tensor': {
      assert.ok(real instanceof tf.Tensor, `a tensor, where the library returns ${typeof real}`);
      if (result.tensor.dtype !== null) assert.equal(result.tensor.dtype, real.dtype);
      return assertShape(result.tensor.shape, real.shape, instance);
    }
    case 'list': {
      assert.ok(Array.isArray(real), 'a list');
      assert.equal(result.items.length, real.length);
      return result.items.every((item, index) => item.kind === 'spread' || assertAgrees(item, real[index], instance));
    }
    case 'repeated': {
      assert.ok(Array.isArray(real), 'a list');
      assertSize(evaluate(result.length, instance.valueOf), real.length);
      return real.every((element) => assertAgrees(result.element, element, instance));
    }
    case 'record':
      assert.equal(typeof real, 'object');
      return Object.entries(real as object).every(([name, field]) => assertAgrees(result.get(name), field, instance));
    case 'buffer':
      assertSize(evaluate(result.length, instance.valueOf), (real as Float32Array).length);
      return true;
    case 'number':
      assert.equal(typeof real, 'number');
      if (result.value !== null) {
        const numerator = evaluate(result.value.numerator, instance.valueOf);
        const denominator = evaluate(result.value.denominator, instance.valueOf);
        if (numerator !== null && denominator !== null) assert.equal(numerator / denominator, real);
      }
      return true;
    case 'string':
      assert.equal(typeof real, 'string');
      if (result.value !== null) assert.equal(result.value, real);
      return true;
    case 'boolean': {
      assert.equal(typeof real, 'boolean');
      const { value } = result;
      const known = typeof value === 'boolean' || value === null ? value : holds(value, instance.valueOf);
      if (known !== null) assert.equal(known, real);
      return true;
    }
    case 'promise':
      return assertAgrees(result.value, real, instance);
    default:
      return true;
  }
}

function assertSize(size: number | null, real: number): void {
  if (size !== null) assert.equal(size, real);
}

function assertShape(shape: Shape, real: readonly number[], instance: Instance): boolean {
  let isComplete = true;
  const values: (number | null)[] = [];
  for (const dim of shape) {
    if (!isSpread(dim)) values.push(evaluate(dim, instance.valueOf));
    else if (dim.backing === 'input') {
      const source = instance.spreads.get(dim.name) ?? [];
      values.push(...source.slice(dim.skipFront, source.length - dim.skipBack));
    } else {
      isComplete = false;
      break;
    }
  }
  if (isComplete) assert.equal(values.length, real.length, `rank ${values.length}, in the library [${real}]`);
  const known = values.map((value, index) => value ?? real[index]);
  // The library computes some sizes as -0.
  assert.deepEqual(
    known,
    real.slice(0, known.length).map((size) => size + 0),
  );
  return isComplete;
}
