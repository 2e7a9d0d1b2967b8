/** One of several values that is used as a number of things: a size that depends on conditions. */
import type { Want } from '../libraries/datum.ts';
import { chosenNumber } from './join.ts';
import type { Machine } from './machine.ts';
import { settle } from './settle.ts';
import { become } from './unknown.ts';
import { type Case, isNullish, type Value } from './values.ts';

/** What is missing is taken to be there; `null` where a case is no number, or a condition cannot be told. */
export function eitherNumber(machine: Machine, cases: readonly Case[], want: Want): Value | null {
  const numbers = cases
    .filter(({ value }) => !isNullish(value))
    .map(({ condition, value }): Case => {
      const settled = settle(machine, value);
      return { condition, value: settled.kind === 'unknown' ? (become(machine, settled, want) ?? settled) : settled };
    });
  const [only, second] = numbers;
  const number = second === undefined ? (only?.value ?? null) : chosenNumber(numbers);
  return number?.kind === 'unknown' ? null : number;
}
