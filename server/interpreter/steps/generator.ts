/** Generators: a body that runs to its next `yield` each time it is asked, and goes on from there. */
import { ts } from 'ts-morph';
import { type Condition, FALSE, TRUE } from '../../symbolic/condition.ts';
import { branchValue, distribute } from '../branch.ts';
import { type Completion, NORMAL } from '../completion.ts';
import { awaited } from '../evaluate.ts';
import { stepResult } from '../iteration.ts';
import { valueCell } from '../join.ts';
import { BUDGET, type Machine, reasonAt } from '../machine.ts';
import { objectValue } from '../objects.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { hoistVariables } from '../statements/hoist.ts';
import { unknown } from '../unknown.ts';
import {
  type Closure,
  type Native,
  native,
  type ObjectValue,
  primitive,
  promise,
  rejectedPromise,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { runSteps } from './statements.ts';

/** What comes back from all of these is the result of the step that was asked for: an object, or nothing after a throw. */
export type Continue = (machine: Machine, completion: Completion) => Value;

/** How a generator is asked to go on. */
export type How = 'next' | 'return' | 'throw';

export type Resume = (machine: Machine, how: How, value: Value) => Value;

/** What the constructs of a generator's body need of it. */
export interface Body {
  readonly isAsync: boolean;
  /** Stops with a value. */
  stop(machine: Machine, value: Value, resume: Resume): Value;
  /** Goes on in one of two ways, or in both where it is not known in which. */
  fork(machine: Machine, node: ts.Node, condition: Condition, whenTrue: () => Value, whenFalse: () => Value): Value;
  /** Counts a turn of a loop; false where too many ran since the last stop. */
  turn(machine: Machine): boolean;
  /** A construct that cannot be followed: nothing more is said of the generator. */
  lose(machine: Machine, node: ts.Node, message: string): Value;
}

/** Where it is not known more often how a body goes on, it is not followed. */
const MOST_FORKS = 4;

/** Turns of loops that give nothing are run up to this many. */
const MOST_TURNS = 128;

/** The iterator that a call of a generator function gives: nothing of the body has run yet. */
export function makeGenerator(closure: Closure, scope: Scope, isAsync: boolean): ObjectValue {
  const end: Continue = (machine, completion) => {
    machine.journal.write(state, ENDED);
    if (completion.kind === 'throw') machine.thrown = completion.value;
    const value = completion.kind === 'return' ? completion.value : UNDEFINED;
    return stepResult(isAsync ? awaited(machine, value) : value, TRUE);
  };
  let [forks, turns] = [0, 0];
  const body: Body = {
    isAsync,
    fork: (machine, node, condition, whenTrue, whenFalse) => {
      if (machine.decide(condition) === 'unknown') forks += 1;
      if (forks > MOST_FORKS) return body.lose(machine, node, 'a generator whose steps depend on what is not known');
      return branchValue(machine, condition, whenTrue, whenFalse);
    },
    turn: (machine) => {
      turns += 1;
      return turns <= MOST_TURNS && machine.step();
    },
    stop: (machine, value, resume) => {
      turns = 0;
      machine.journal.write(state, resumption(resume));
      return stepResult(value, FALSE);
    },
    lose: (machine, node, message) => {
      const lost = unknown(machine.presume(node, message));
      machine.journal.write(state, lost);
      return lost;
    },
  };
  const state = valueCell(resumption((machine, how, value) => begin(machine, closure, scope, body, end, how, value)));
  const advance = (machine: Machine, how: How, value: Value, node: ts.Node): Value => {
    // A generator that asks another one is inside it, though neither calls the other.
    if (machine.nesting + NESTING > BUDGET.nesting) {
      machine.gaveUp ??= reasonAt(node, 'it is nested too deeply');
      return unknown(machine.gaveUp);
    }
    machine.nesting += NESTING;
    const result = advanced(machine, settle(machine, state.value), how, value, node);
    machine.nesting -= NESTING;
    return isAsync ? promised(machine, result) : result;
  };
  const prototype = closure.statics.get('prototype')?.value;
  const parts = { iteration: { kind: 'steps', isAsync, advance } } as const;
  return objectValue([], prototype?.kind === 'object' ? { ...parts, prototype } : parts);
}

/** How many expressions inside one another a step of a generator is like. */
const NESTING = 4;

function begin(
  machine: Machine,
  { node }: Closure,
  scope: Scope,
  body: Body,
  end: Continue,
  how: How,
  value: Value,
): Value {
  if (how !== 'next') return end(machine, { kind: how, value });
  if (node.body === undefined || !ts.isBlock(node.body)) return end(machine, NORMAL);
  hoistVariables(node.body, scope);
  return runSteps(machine, node.body, scope, body, end);
}

const ENDED: Native = resumption((machine, how, value) => {
  if (how !== 'throw') return stepResult(how === 'return' ? value : UNDEFINED, TRUE);
  machine.thrown = value;
  return UNDEFINED;
});

/** A place to go on from, as a value: paths may leave a generator at different places. */
function resumption(resume: Resume): Native {
  return native('resume', (machine, { args: [how, value = UNDEFINED] }) =>
    resume(machine, (how?.kind === 'primitive' ? how.value : 'next') as How, value),
  );
}

function advanced(machine: Machine, state: Value, how: How, value: Value, node: ts.Node): Value {
  return distribute(machine, state, (one) => {
    if (one.kind !== 'native') return one.kind === 'unknown' ? one : unknown(reasonAt(node, 'a generator'));
    return one.call(machine, { self: UNDEFINED, args: [primitive(how), value], node, isNew: false });
  });
}

function promised(machine: Machine, result: Value): Value {
  const { thrown } = machine;
  machine.thrown = null;
  return thrown === null ? promise(result) : rejectedPromise(thrown);
}
