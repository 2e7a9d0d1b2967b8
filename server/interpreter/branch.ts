/** Branches: running several sides from one state, each on its own record of effects, and joining what they leave. */
import { type Claim, type Condition, negation, TRUE, toCondition } from '../symbolic/condition.ts';
import { type Facts, join as joinFacts } from '../symbolic/facts.ts';
import { LateFacts } from '../symbolic/lateFacts.ts';
import type { Cell, Delta } from './cell.ts';
import type { Completion } from './completion.ts';
import { conjunction, mergeValues } from './join.ts';
import { BUDGET, type Machine } from './machine.ts';
import { settle } from './settle.ts';
import { possibleStates, StateCases } from './states.ts';
import { type Alternatives, UNDEFINED, type Value } from './values.ts';
import { lightened, lightenedAny, untold } from './weight.ts';

/** A state that some path ended in. */
export interface State {
  /** What was decided on the way, beyond the state that the paths have in common. */
  readonly condition: Condition;
  readonly delta: Delta;
  readonly facts: Facts;
  readonly firm: LateFacts;
  readonly path: readonly Condition[];
}

/** Catches the paths that leave a construct early: a function its returns, a loop its breaks, a try its throws. */
export interface Collector {
  accepts(completion: Completion): boolean;
  readonly mark: number;
  readonly path: readonly Condition[];
  readonly caught: { readonly completion: Completion; readonly state: State }[];
}

export function openCollector(machine: Machine, accepts: (completion: Completion) => boolean): Collector {
  const collector: Collector = { accepts, mark: machine.journal.mark(), path: machine.path, caught: [] };
  machine.collectors.push(collector);
  return collector;
}

/** Keeps the present state for the construct that an abrupt completion leads to. The path itself ends here. */
export function stash(machine: Machine, completion: Completion): void {
  const collector = machine.collectors.findLast((one) => one.accepts(completion));
  collector?.caught.push({ completion, state: snapshot(machine, collector.mark, collector.path) });
}

/** So many conditions on a path cost a step wherever it is told what was decided there. */
const CONDITIONS_IN_STEP = 8;

/** The present state, as what was written and decided since a mark. */
export function snapshot(machine: Machine, mark: number, path: readonly Condition[]): State {
  const decided = machine.path.slice(path.length);
  machine.step(Math.floor(decided.length / CONDITIONS_IN_STEP));
  return {
    // Of a run that was given up nothing is told, whatever its paths were.
    condition: machine.gaveUp === null ? conjunction(decided) : untold(),
    delta: machine.journal.since(mark),
    facts: machine.facts,
    firm: machine.firm,
    path: machine.path,
  };
}

/** Goes on in the state that several paths leave: what they agree on stays, the rest becomes alternatives. */
export function resume(machine: Machine, states: readonly State[], base: Pick<State, 'facts' | 'firm' | 'path'>): void {
  const [only, second] = states;
  if (only === undefined) return;
  if (second === undefined) {
    machine.journal.replay(only.delta);
    Object.assign(machine, { facts: only.facts, firm: only.firm, path: only.path });
    return;
  }
  Object.assign(machine, base);
  const conditions = lightened(states.map(({ condition }) => condition));
  for (const cell of new Set(states.flatMap((state) => [...state.delta.keys()]))) {
    const sides = states.map(({ delta }, index) => ({
      condition: conditions[index] ?? TRUE,
      value: delta.has(cell) ? delta.get(cell) : cell.value,
    }));
    machine.journal.write(cell, cell.join(machine, sides));
  }
  const { facts, firm } = base;
  // What follows happens where one of the states does: other paths may have left for good.
  const either = lightenedAny(states.map((state) => state.condition));
  const isCertain = either === TRUE || facts.assume(negation(either)).contradiction !== null;
  if (!isCertain) machine.path = [...base.path, either];
  machine.facts = joinedFacts(machine, states, facts);
  const isOne = [base, ...states].every((one) => one.firm.are(one.facts));
  const firms = states.map((state) => state.firm);
  machine.firm = isOne ? LateFacts.of(machine.facts) : LateFacts.joined(firms, firm);
}

/** What all of the states know. Each is held against those before it: what the budget does not pay for is not learned. */
function joinedFacts(machine: Machine, [first, ...others]: readonly State[], base: Facts): Facts {
  let joined = first?.facts ?? base;
  for (const { facts } of others) {
    if (!machine.step(0)) return base;
    joined = joinFacts(joined, facts, base);
  }
  return joined;
}

/** What entering a side of a branch costs, in steps. */
const ARM_STEPS = 5;

interface Arm<T> {
  readonly condition: Condition;
  readonly run: () => T;
}

export interface Ended<T> {
  readonly result: T;
  readonly state: State;
}

/** Runs each side from the present state; the machine is then back in that state. Impossible sides are not run. */
function runArms<T>(machine: Machine, arms: readonly Arm<T>[]): Ended<T>[] {
  const { facts, firm, path, node } = machine;
  const mark = machine.journal.mark();
  const ended: Ended<T>[] = [];
  if (machine.nesting >= BUDGET.nesting)
    machine.gaveUp ??= { message: 'it is nested too deeply', place: machine.here() };
  machine.nesting += 1;
  for (const { condition, run } of arms) {
    machine.step(ARM_STEPS);
    machine.enter(condition);
    if (machine.facts.contradiction === null) {
      const result = run();
      ended.push({ result, state: snapshot(machine, mark, path) });
    }
    machine.journal.rollback(mark);
    Object.assign(machine, { facts, firm, path, node });
  }
  machine.nesting -= 1;
  return ended;
}

/** Runs the side that the facts choose, or both; a side that ends abruptly goes to its collector. */
export function branchStatement(
  machine: Machine,
  claim: Claim,
  whenTrue: () => Completion,
  whenFalse: () => Completion,
): Completion {
  const verdict = machine.decide(claim);
  if (verdict === 'yes') return whenTrue();
  if (verdict === 'no') return whenFalse();
  const condition = toCondition(claim);
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const ended = runArms(machine, [
    { condition, run: whenTrue },
    { condition: negation(condition), run: whenFalse },
  ]);
  return rejoin(machine, ended, base, [condition, negation(condition)]);
}

/**
 * Joins the sides that end normally; the others wait in their collectors.
 * @param own what tells the sides from one another
 */
export function rejoin(
  machine: Machine,
  ended: readonly Ended<Completion>[],
  base: Pick<State, 'facts' | 'firm' | 'path'>,
  own: readonly Condition[],
): Completion {
  const normal = ended.filter(({ result }) => result.kind === 'normal');
  const abrupt = ended.filter(({ result }) => result.kind !== 'normal');
  const last = normal.length === 0 ? abrupt.pop() : undefined;
  for (const { result, state } of abrupt) stashState(machine, result, state, base);
  resume(machine, last ? [last.state] : normal.map(({ state }) => state), base);
  // What an uncaught throw leaves is a guard of its own, and no condition of what follows, as is the only side that can be.
  if (normal.length === 1 && abrupt.every(({ result }) => isUncaught(machine, result))) {
    const decided = machine.path.slice(base.path.length);
    machine.path = [...base.path, ...decided.filter((one) => !own.some(({ form }) => form === one.form))];
  }
  return last?.result ?? { kind: 'normal' };
}

/** Like `stash`, for a state that has been left already. */
function stashState(
  machine: Machine,
  completion: Completion,
  state: State,
  base: Pick<State, 'facts' | 'firm' | 'path'>,
): void {
  const mark = machine.journal.mark();
  resume(machine, [state], base);
  stash(machine, completion);
  machine.journal.rollback(mark);
  Object.assign(machine, base);
  if (!isUncaught(machine, completion)) return;
  machine.presumed ??= { message: 'no exception on the paths that go on', place: machine.here() };
  machine.recorder.guard(machine, negation(state.condition), 'requires', 'throws otherwise', base.path);
}

/** Whether an exception leaves the root: no try around it catches it. */
function isUncaught(machine: Machine, completion: Completion): boolean {
  return completion.kind === 'throw' && !isCaught(machine, completion);
}

/** Whether a construct around this place catches what leaves it so. */
export function isCaught(machine: Machine, completion: Completion): boolean {
  return machine.collectors.some((one) => one.accepts(completion));
}

/** Evaluates one of two expressions, or both and joins their values. A side that throws leaves its negation. */
export function branchValue(machine: Machine, claim: Claim, whenTrue: () => Value, whenFalse: () => Value): Value {
  const verdict = machine.decide(claim);
  if (verdict === 'yes') return whenTrue();
  if (verdict === 'no') return whenFalse();
  const condition = toCondition(claim);
  return runValues(machine, [
    { condition, run: whenTrue },
    { condition: negation(condition), run: whenFalse },
  ]);
}

function runValues(machine: Machine, arms: readonly Arm<Value>[]): Value {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const ended = runArms(
    machine,
    arms.map((arm) => ({ condition: arm.condition, run: () => orThrow(machine, arm.run) })),
  );
  const results: { value: Value; state: State }[] = [];
  const thrown: Ended<Outcome>[] = [];
  for (const one of ended) {
    if (one.result.thrown === null) results.push({ value: one.result.value, state: one.state });
    else thrown.push(one);
  }
  if (results.length === 0) {
    const last = thrown.pop();
    if (last === undefined) return UNDEFINED;
    resume(machine, [last.state], base);
    machine.thrown = last.result.thrown;
    return UNDEFINED;
  }
  for (const { result, state } of thrown) {
    stashState(machine, { kind: 'throw', value: result.thrown ?? UNDEFINED }, state, base);
  }
  resume(
    machine,
    results.map(({ state }) => state),
    base,
  );
  return mergeValues(
    machine,
    results.map(({ value, state }) => ({ condition: state.condition, value })),
  );
}

interface Outcome {
  readonly value: Value;
  readonly thrown: Value | null;
}

function orThrow(machine: Machine, run: () => Value): Outcome {
  const value = run();
  const thrown = machine.thrown;
  machine.thrown = null;
  return { value, thrown };
}

/** Applies an operation to a value; to each of several alternatives under its own condition. */
export function distribute(machine: Machine, value: Value, operation: (one: Value) => Value): Value {
  const settled = settle(machine, value);
  if (settled.kind !== 'alternatives') return operation(settled);
  return machine.recorder.trying((attempt) =>
    runValues(
      machine,
      arms(settled, (one) => attempt(() => operation(one))),
    ),
  );
}

/** Applies an operation to an object of the library; where it has one of several states, in each under its condition. */
export function distributeStates(machine: Machine, state: Cell<unknown>, operation: () => Value): Value {
  const cases = state.value instanceof StateCases ? possibleStates(machine, state.value) : [];
  if (cases.length === 0) return operation();
  const run = (attempt: (one: () => Value) => Value): Value =>
    runValues(
      machine,
      cases.map(({ condition, value }) => ({
        condition,
        run: () => {
          machine.journal.write(state, value);
          return attempt(operation);
        },
      })),
    );
  return cases.length > 1 ? machine.recorder.trying(run) : run((one) => one());
}

/** Runs something for its effects, for each of several alternatives under its own condition. */
export function branchCases(machine: Machine, cases: Alternatives['cases'], run: (one: Value) => void): void {
  const effect = (one: Value) => {
    run(one);
    return UNDEFINED;
  };
  runValues(machine, arms({ kind: 'alternatives', cases }, effect));
}

function arms({ cases }: Alternatives, operation: (one: Value) => Value): Arm<Value>[] {
  return cases.map(({ condition, value }) => ({ condition, run: () => operation(value) }));
}
