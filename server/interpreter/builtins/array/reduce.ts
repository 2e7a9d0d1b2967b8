/** Folding an array: `reduce`, `reduceRight`. */
import { asSize } from '../../../symbolic/quotient.ts';
import { constant, fromSymbol, multiply, plus } from '../../../symbolic/size.ts';
import { makeSymbol } from '../../../symbolic/symbol.ts';
import { arithmetic } from '../../arithmetic.ts';
import { callFunction } from '../../functions.ts';
import { valueCell } from '../../join.ts';
import type { Machine } from '../../machine.ts';
import { sizeValue } from '../../objects.ts';
import { settle } from '../../settle.ts';
import { quotientOf } from '../../truth.ts';
import { ABSENT, type ArrayValue, type NativeCall, UNDEFINED, type Value } from '../../values.ts';
import { throwError } from '../errors.ts';
import { argumentAt, type Method } from '../method.ts';
import { trial } from '../turns/trial.ts';
import { countOf, type Segment, segmentsOf, visit } from './content.ts';

export const REDUCE_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  reduce: (machine, array, call) => fold(machine, array, segmentsOf(machine, array, call.node), call, (index) => index),
  reduceRight: (machine, array, call) => {
    const segments = segmentsOf(machine, array, call.node);
    const last = sizeValue(machine.facts.simplify(plus(countOf(machine, array.elements.value), -1)));
    return fold(machine, array, segments.toReversed(), call, (index) =>
      arithmetic(machine, '-', last, index, call.node),
    );
  },
};

function fold(
  machine: Machine,
  array: ArrayValue,
  parts: readonly Segment[],
  call: NativeCall,
  indexOf: (turn: Value) => Value,
): Value {
  const present = hasStart(call) ? parts : parts.filter((one) => one.value !== ABSENT);
  const segments = multiplied(machine, array, present, call);
  const [first, ...others] = segments;
  if (first === undefined && !hasStart(call))
    return throwError(machine, 'TypeError', 'Reduce of empty array with no initial value');
  const start = hasStart(call) || first === undefined ? argumentAt(machine, call, 1) : first.value;
  const left = hasStart(call) || first === undefined ? segments : [...remaining(first), ...others];
  const accumulator = valueCell(start);
  const turn = (segment: Segment, index: Value) => {
    const next = step(machine, call, accumulator.value, segment.value, indexOf(index), array);
    if (machine.thrown === null) machine.journal.write(accumulator, next);
    return UNDEFINED;
  };
  visit(machine, left, call.node, turn, constant(hasStart(call) ? 0 : 1));
  return machine.thrown === null ? settle(machine, accumulator.value) : UNDEFINED;
}

function hasStart({ args }: NativeCall): boolean {
  return args.length > 1;
}

/** Where the callback multiplies, dimensions of unknown number count as one factor: their product. */
function multiplied(
  machine: Machine,
  array: ArrayValue,
  segments: readonly Segment[],
  call: NativeCall,
): readonly Segment[] {
  if (!segments.some((one) => one.spread !== null) || !isProduct(machine, array, call)) return segments;
  return segments.map((one): Segment => {
    if (one.spread === null) return one;
    return { value: sizeValue(one.spread.spread.elements), count: null, spread: null };
  });
}

/** The first of many elements is the start; the others remain. */
function remaining(first: Segment): readonly Segment[] {
  return first.count === null ? [] : [{ ...first, count: plus(first.count, -1) }];
}

function step(machine: Machine, call: NativeCall, before: Value, element: Value, index: Value, array: Value): Value {
  return callFunction(machine, argumentAt(machine, call, 0), UNDEFINED, [before, element, index, array], call.node);
}

/** Whether the callback multiplies: then the result over dimensions of unknown number is their product. */
function isProduct(machine: Machine, array: ArrayValue, call: NativeCall): boolean {
  const [a, b] = ['a', 'b'].map((name) => fromSymbol(makeSymbol({ name, origin: name, backing: 'data' })));
  if (a === undefined || b === undefined) return false;
  let result: Value = UNDEFINED;
  const run = () => {
    result = settle(machine, step(machine, call, sizeValue(a), sizeValue(b), UNDEFINED, array));
  };
  trial(machine, run, () => null);
  const quotient = quotientOf(result);
  return quotient !== null && asSize(quotient) === multiply(a, b);
}
