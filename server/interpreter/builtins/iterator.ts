/** Members of the iterators of the language. */
import { stepResult } from '../iteration.ts';
import { ASYNC_ITERATOR, ITERATOR, TO_STRING_TAG } from '../keys.ts';
import { nextOfList } from '../listIteration.ts';
import type { Machine } from '../machine.ts';
import { type Native, type NativeCall, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';
import { lost } from './results.ts';

/** `iterator.name`; `null` where the object is no iterator of the language, or has no such member. */
export function iteratorMember({ iteration }: ObjectValue, name: string): Value | null {
  if (iteration === null) return null;
  if (name === ITERATOR.key || name === ASYNC_ITERATOR.key) return self();
  if (name === TO_STRING_TAG.key) return primitive(iteration.kind === 'list' ? 'Iterator' : 'Generator');
  if (name === 'next') return iteratorMethod(name);
  return iteration.kind === 'steps' && (name === 'return' || name === 'throw') ? iteratorMethod(name) : null;
}

function self(): Native {
  return method('iterator', (_, one) => one);
}

const iteratorMethod: (name: string) => Native | null = lazily((name) => {
  const how = name as 'next' | 'return' | 'throw';
  return method(name, (machine, one, call) => advance(machine, one, how, call));
});

function advance(machine: Machine, self: Value, how: 'next' | 'return' | 'throw', call: NativeCall): Value {
  const iteration = self.kind === 'object' ? self.iteration : null;
  if (iteration === null) return lost(call.node, 'an iterator that is not known');
  if (iteration.kind === 'steps') return iteration.advance(machine, how, argumentAt(machine, call, 0), call.node);
  const { done, value } = nextOfList(machine, iteration, call.node);
  return stepResult(value ?? UNDEFINED, done);
}
