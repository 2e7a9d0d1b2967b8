/** Array methods that make arrays with a callback, or run one for its effects. */
import type { ts } from 'ts-morph';
import { asConstant, constant, type Size, sum } from '../../../symbolic/size.ts';
import type { Verdict } from '../../../symbolic/verdict.ts';
import { callFunction } from '../../functions.ts';
import type { Machine } from '../../machine.ts';
import { truthiness } from '../../truth.ts';
import { type ArrayValue, type NativeCall, UNDEFINED, type Value } from '../../values.ts';
import { alike } from '../alike.ts';
import { argumentAt, type Method } from '../method.ts';
import { dataReason, freshLength } from '../results.ts';
import { assemble, isHoley, type Segment, segmentsOf, type Turn, visit } from './content.ts';
import { flattened } from './select.ts';

export const CALLBACK_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  map,
  filter,
  forEach,
  flatMap: (machine, array, call) => flattened(machine, map(machine, array, call), 1, call.node),
};

/** Calls the callback of a method with an element, its index and the array. */
export function invoke(
  machine: Machine,
  array: Value,
  call: NativeCall,
  segment: Pick<Segment, 'value'>,
  index: Value,
): Value {
  const callback = argumentAt(machine, call, 0);
  return callFunction(machine, callback, argumentAt(machine, call, 1), [segment.value, index, array], call.node);
}

function map(machine: Machine, array: ArrayValue, call: NativeCall): ArrayValue {
  if (isHoley(array)) return array;
  const segments = segmentsOf(machine, array, call.node);
  return mapped(machine, segments, call.node, (segment, index) => invoke(machine, array, call, segment, index));
}

/** The array of what a turn gives for every element. */
export function mapped(machine: Machine, segments: readonly Segment[], node: ts.Node, turn: Turn): ArrayValue {
  const results = visit(machine, segments, node, turn);
  const parts = segments.flatMap((segment, position): Segment[] => {
    const value = results[position];
    if (value === undefined) return [];
    // A callback that gives its argument back leaves the dimensions of unknown number as they are.
    const isSame = segment.spread !== null && value === segment.value;
    return [{ value, count: segment.count, spread: isSame ? segment.spread : null }];
  });
  return assemble(machine, parts, node);
}

function forEach(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  if (isHoley(array)) return UNDEFINED;
  const segments = segmentsOf(machine, array, call.node);
  visit(machine, segments, call.node, (segment, index) => invoke(machine, array, call, segment, index));
  return UNDEFINED;
}

function filter(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  const segments = isHoley(array) ? [] : segmentsOf(machine, array, call.node);
  const verdicts = new Map<Segment, Verdict>();
  const values = new Map<Segment, Value>();
  visit(machine, segments, call.node, (segment, index) => {
    values.set(segment, segment.value);
    const condition = truthiness(machine, invoke(machine, array, call, segment, index));
    verdicts.set(segment, machine.decide(condition));
    return UNDEFINED;
  });
  const kept = segments.filter((segment) => (verdicts.get(segment) ?? 'no') !== 'no');
  if (kept.every((segment) => verdicts.get(segment) === 'yes')) {
    const parts = kept.map((one): Segment => ({ ...one, value: values.get(one) ?? one.value }));
    return assemble(machine, parts, call.node);
  }
  const most = sum(kept.map((segment): Size => segment.count ?? constant(1)));
  const length = freshLength(call.node, asConstant(most));
  const element = alike(
    machine,
    kept.map((one) => one.value),
    dataReason(call.node),
  );
  return assemble(machine, [{ value: element, count: length, spread: null }], call.node);
}
