/** The protocol of iteration: asking an iterator for its next element, and closing it. */
import type { ts } from 'ts-morph';
import { type Condition, FALSE, TRUE, toCondition } from '../symbolic/condition.ts';
import { equal } from '../symbolic/relation.ts';
import { asConstant, constant } from '../symbolic/size.ts';
import { onlyOf } from './builtins/array/change.ts';
import { countOf } from './builtins/array/content.ts';
import { dropFirst, keepFirst } from './builtins/array/position.ts';
import { throwError } from './builtins/errors.ts';
import { dataReason } from './builtins/results.ts';
import { awaited } from './evaluate.ts';
import { callFunction } from './functions.ts';
import { elementsCell, lostSize } from './join.ts';
import { ASYNC_ITERATOR, ITERATOR } from './keys.ts';
import type { Machine } from './machine.ts';
import { getProperty } from './members.ts';
import { objectValue } from './objects.ts';
import { settle } from './settle.ts';
import { truthiness } from './truth.ts';
import {
  ABSENT,
  type Elements,
  isCallable,
  isNullish,
  type ListIteration,
  type ObjectValue,
  truth,
  UNDEFINED,
  type Value,
} from './values.ts';

/** What asking for the next element gave. */
export interface Step {
  readonly done: Condition;
  readonly value: Value;
}

/** Asks an iterator step by step. */
export interface Stepper {
  next(): Step;
  /** Tells the iterator that nothing more is asked. */
  close(): void;
}

/** An iterator of the language over what a list holds. */
export function listIterator(elements: Elements): ObjectValue {
  return objectValue([], { iteration: { kind: 'list', left: elementsCell(elements) } });
}

/** `{ value, done }`. */
export function stepResult(value: Value, done: Condition): ObjectValue {
  return objectValue([
    ['value', value],
    ['done', truth(done)],
  ]);
}

/** The next element of a list that is being iterated. */
export function nextOfList(machine: Machine, { left }: ListIteration, node: ts.Node): Step {
  const elements = left.value;
  if (asConstant(countOf(machine, elements)) === 0) return { done: TRUE, value: UNDEFINED };
  const head = keepFirst(machine, elements, 1);
  const tail = dropFirst(machine, elements, 1);
  if (head === null || tail === null) {
    const value = onlyOf(machine, elements, node);
    const isEmpty = toCondition(equal(countOf(machine, elements), constant(0)));
    machine.journal.write(left, { slots: [], rest: { length: lostSize(dataReason(node)), element: value } });
    return { done: isEmpty, value };
  }
  machine.journal.write(left, tail);
  const value = onlyOf(machine, head, node);
  return { done: FALSE, value: value === ABSENT ? UNDEFINED : value };
}

/** The steps of an object that follows the protocol; `null` for one that does not. */
export function stepperOf(machine: Machine, object: ObjectValue, node: ts.Node, isAsync = false): Stepper | null {
  const { iteration } = object;
  if (iteration?.kind === 'list') return { next: () => nextOfList(machine, iteration, node), close: () => {} };
  if (iteration?.kind === 'steps') {
    return {
      next: () =>
        stepOf(machine, awaitedIf(machine, iteration.advance(machine, 'next', UNDEFINED, node), isAsync), node),
      close: () => void iteration.advance(machine, 'return', UNDEFINED, node),
    };
  }
  const iterator = iteratorOf(machine, object, node, isAsync);
  if (iterator === null || machine.thrown !== null) return null;
  if (iterator.kind !== 'object') {
    throwError(machine, 'TypeError', 'Result of the Symbol.iterator method is not an object');
    return null;
  }
  return iterator === object || iterator.iteration === null
    ? protocol(machine, iterator, node, isAsync)
    : stepperOf(machine, iterator, node, isAsync);
}

/** What the method under `Symbol.iterator` gives; `null` where there is none. */
function iteratorOf(machine: Machine, object: ObjectValue, node: ts.Node, isAsync: boolean): Value | null {
  for (const symbol of isAsync ? [ASYNC_ITERATOR, ITERATOR] : [ITERATOR]) {
    const method = settle(machine, getProperty(machine, object, symbol.key, node));
    if (method.kind !== 'native' && isCallable(method))
      return settle(machine, callFunction(machine, method, object, [], node));
  }
  return null;
}

function protocol(machine: Machine, iterator: ObjectValue, node: ts.Node, isAsync: boolean): Stepper {
  return {
    next: () => {
      const method = getProperty(machine, iterator, 'next', node);
      const result = callFunction(machine, method, iterator, [], node);
      return stepOf(machine, awaitedIf(machine, result, isAsync), node);
    },
    close: () => {
      const method = settle(machine, getProperty(machine, iterator, 'return', node));
      if (!isNullish(method)) callFunction(machine, method, iterator, [], node);
    },
  };
}

function awaitedIf(machine: Machine, value: Value, isAsync: boolean): Value {
  return isAsync ? awaited(machine, value) : value;
}

/** Reads the result of `next()`. */
export function stepOf(machine: Machine, result: Value, node: ts.Node): Step {
  if (machine.thrown !== null) return { done: TRUE, value: UNDEFINED };
  const settled = settle(machine, result);
  if (settled.kind === 'primitive') {
    throwError(machine, 'TypeError', `Iterator result ${String(settled.value)} is not an object`);
    return { done: TRUE, value: UNDEFINED };
  }
  return {
    done: truthiness(machine, getProperty(machine, settled, 'done', node)),
    value: getProperty(machine, settled, 'value', node),
  };
}
