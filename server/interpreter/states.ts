/** The states of the library's objects where several paths have left different ones. */
import type { InstanceType } from '../libraries/row.ts';
import { all, any, type Condition, TRUE } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { type Cell, makeCell, type Side } from './cell.ts';
import type { Machine } from './machine.ts';
import { lightened } from './weight.ts';

/** The states that an object has, each under its condition. */
export class StateCases {
  readonly cases: readonly Side<unknown>[];

  constructor(cases: readonly Side<unknown>[]) {
    this.cases = cases;
  }
}

/** More states than this are forgotten. */
const MOST_STATES = 4;

export function stateCell(type: InstanceType, state: unknown): Cell<unknown> {
  return makeCell({
    value: state,
    join: (machine, sides) => joinStates(machine, type, sides),
    either: (states, why) => oneState(type, states, why),
  });
}

/** The states that the facts admit. */
export function possibleStates(machine: Machine, { cases }: StateCases): readonly Side<unknown>[] {
  const possible = cases.filter(({ condition }) => machine.facts.decide(condition) !== 'no');
  return possible.length === 0 ? cases : possible;
}

/** One state in the place of several: what they have in common, or one of which nothing is known. */
export function oneState(type: InstanceType, states: readonly unknown[], why: Reason): unknown {
  const plain = states.flatMap((state) =>
    state instanceof StateCases ? state.cases.map(({ value }) => value) : [state],
  );
  return type.merge?.(plain) ?? type.lose?.(why) ?? plain.at(-1);
}

function joinStates(machine: Machine, type: InstanceType, sides: readonly Side<unknown>[]): unknown {
  const cases = distinct(sides.flatMap((side) => flatten(machine, side)));
  const [first] = cases;
  if (cases.length === 1 || first === undefined) return first?.value;
  const states = cases.map(({ value }) => value);
  const common = type.merge?.(states) ?? null;
  if (common !== null) return common;
  // A type that cannot lose its state does not tell paths apart.
  if (type.lose === undefined) return states.at(-1);
  if (cases.length > MOST_STATES) return type.lose({ message: 'differs between paths', place: machine.here() });
  const conditions = lightened(cases.map(({ condition }) => condition));
  return new StateCases(cases.map(({ value }, index) => ({ condition: conditions[index] ?? TRUE, value })));
}

function flatten(machine: Machine, { condition, value }: Side<unknown>): readonly Side<unknown>[] {
  if (!(value instanceof StateCases)) return [{ condition, value }];
  return possibleStates(machine, value).map((one) => ({ condition: all(condition, one.condition), value: one.value }));
}

function distinct(sides: readonly Side<unknown>[]): readonly Side<unknown>[] {
  const conditions = new Map<unknown, Condition>();
  for (const { condition, value } of sides) {
    const known = conditions.get(value);
    conditions.set(value, known === undefined ? condition : any(known, condition));
  }
  return [...conditions].map(([value, condition]) => ({ condition, value }));
}
