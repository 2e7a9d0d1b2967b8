/** Values as they are known now: unknowns that became something, alternatives that the facts decide. */
import type { Machine } from './machine.ts';
import { type Case, isNullish, type Value } from './values.ts';

export function settle(machine: Machine, value: Value): Value {
  let settled = value;
  while (settled.kind === 'unknown' && settled.refined.value !== null) settled = settled.refined.value;
  return settled.kind === 'alternatives' ? decided(machine, settled) : settled;
}

function decided(machine: Machine, value: Extract<Value, { kind: 'alternatives' }>): Value {
  const cases: Case[] = [];
  for (const one of value.cases) {
    const verdict = machine.facts.decide(one.condition);
    if (verdict === 'yes') return settle(machine, one.value);
    if (verdict === 'unknown') cases.push(one);
  }
  const [first] = cases;
  if (first === undefined) return value;
  if (cases.length === 1) return settle(machine, first.value);
  return cases.length === value.cases.length ? value : { kind: 'alternatives', cases };
}

/** The value at a use that would throw on null or undefined: a path is not dead because a null was met there. */
export function assumePresent(machine: Machine, value: Value): Value {
  const settled = settle(machine, value);
  if (settled.kind !== 'alternatives') return settled;
  const present = settled.cases.filter((one) => !isNullish(one.value));
  const [first] = present;
  if (first === undefined) return settled;
  return present.length === 1 ? settle(machine, first.value) : { kind: 'alternatives', cases: present };
}
