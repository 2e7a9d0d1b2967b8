/** The protocol of iteration: asking an iterator for its next element, and closing it. */
import type { ts } from 'ts-morph';
import { TRUE } from '../symbolic/condition.ts';
import { throwError } from './builtins/errors.ts';
import { awaited } from './evaluate.ts';
import { callFunction } from './functions.ts';
import { ASYNC_ITERATOR, ITERATOR } from './keys.ts';
import { nextOfList, type Step } from './listIteration.ts';
import type { Machine } from './machine.ts';
import { getProperty } from './members.ts';
import { objectValue } from './objects.ts';
import { settle } from './settle.ts';
import { truthiness } from './truth.ts';
import { isCallable, isNullish, type ObjectValue, truth, UNDEFINED, type Value } from './values.ts';

/** Asks an iterator step by step. */
export interface Stepper {
  next(): Step;
  /** Tells the iterator that nothing more is asked. */
  close(): void;
}

/** `{ value, done }`. */
export function stepResult(value: Value, done: Step['done']): ObjectValue {
  return objectValue([
    ['value', value],
    ['done', truth(done)],
  ]);
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
