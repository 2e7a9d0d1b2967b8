/** Learning: a condition taken as true, and what follows from it at once. */

import type { Owner } from '../algebra/intern.ts';
import { any, type Condition, conditionKey, type NamedCondition, negation } from '../condition.ts';
import { decideCondition } from './decide.ts';
import { learnRelation } from './learnRelation.ts';
import { changed, EMPTY, type State, withFact } from './state.ts';

/** What follows from one condition stops here; the rest is only not used. */
const MAX_CONSEQUENCES = 160;
const MAX_CLAUSES = 6;

export interface Learned {
  readonly state: State;
  /** What has to be learned next. */
  readonly more: readonly Condition[];
}

/** The state in which the condition holds too; `null` where that is impossible. */
export function learn(state: State, condition: Condition): State | null {
  if (state === EMPTY) return learnAnew(state, condition);
  const lessons = state.run.lessonsOf(state);
  let learned = lessons.get(condition.id);
  if (learned === undefined) {
    learned = learnAnew(state, condition);
    lessons.set(condition.id, learned);
  }
  return learned;
}

function learnAnew(state: State, condition: Condition): State | null {
  const queue: Condition[] = [condition];
  const recent = new Set<Owner>();
  let current = state;
  for (let turn = 0; turn < MAX_CONSEQUENCES; turn++) {
    const next = queue.shift();
    if (next === undefined) {
      if (current.clauses.length === 0 || current === state) break;
      const settled = settleClauses(current, recent);
      recent.clear();
      if (settled === null) return null;
      if (settled.more.length === 0) return settled.state;
      current = settled.state;
      queue.push(...settled.more);
      continue;
    }
    const learned = learnOne(current, next);
    if (learned === null) return null;
    if (learned.state !== current) noteOwners(current, next, recent);
    current = learned.state;
    queue.push(...learned.more, ...(current.implied.get(conditionKey(next)) ?? []));
  }
  return current;
}

/** The state in which the consequence is known to hold wherever the condition does. */
export function learnImplication(state: State, condition: Condition, consequence: Condition): State {
  const key = conditionKey(condition);
  const known = state.implied.get(key) ?? [];
  if (known.some(({ form }) => form === consequence.form)) return state;
  const implied = state.implied.with(key, [...known, consequence]);
  const about = any(condition, consequence);
  const fact = `${condition.form} implies ${consequence.form}`;
  return withFact(state, changed(state, { implied }), about, fact, 'connection');
}

function learnOne(state: State, condition: Condition): Learned | null {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? { state, more: [] } : null;
    case 'relation':
      return learnRelation(state, condition.relation);
    case 'named':
      return learnTruth(state, condition, true);
    case 'not':
      if (condition.operand.kind === 'named') return learnTruth(state, condition.operand, false);
      return { state, more: [negation(condition.operand)] };
    case 'all':
      return { state, more: condition.operands };
    case 'any':
      return learnAny(state, condition.operands);
  }
}

function learnTruth(state: State, name: NamedCondition, value: boolean): Learned | null {
  const known = state.truths.get(name.id);
  if (known !== undefined) return known === value ? { state, more: [] } : null;
  const after = changed(state, { truths: state.truths.with(name.id, value) });
  return { state: withFact(state, after, name, `${name.id} is ${value}`, 'number'), more: [] };
}

function learnAny(state: State, operands: readonly Condition[]): Learned | null {
  // Without cases: a case is learned itself, and would split again without end.
  const verdicts = operands.map((operand) => decideCondition(state, operand, 0));
  if (verdicts.includes('yes')) return { state, more: [] };
  const open = operands.filter((_, index) => verdicts[index] === 'unknown');
  const [first, second] = open;
  if (first === undefined) return null;
  if (second === undefined) return { state, more: [first] };
  const clause = any(...open);
  const isKnown = state.clauses.some(({ form }) => form === clause.form);
  if (isKnown || open.some(isLost)) return { state, more: [] };
  const clauses = [...state.clauses, clause].slice(-MAX_CLAUSES);
  return { state: withFact(state, changed(state, { clauses }), clause, `${clause.form}`, 'connection'), more: [] };
}

/** What a condition is about, as the facts know it. */
function noteOwners(state: State, { symbols, names }: Condition, owners: Set<Owner>): void {
  for (const symbol of symbols) {
    owners.add(symbol);
    for (const other of state.solved.get(symbol)?.symbols ?? []) owners.add(other);
  }
  for (const name of names) owners.add(name);
}

/** What a relation between sizes that the analysis lost would say is worth nothing. */
function isLost({ kind, symbols }: Condition): boolean {
  return kind === 'relation' && symbols.some(({ backing }) => backing === 'unknown');
}

/** Drops the alternatives that have become impossible; the last one that is left holds. Only what is about `recent` is looked at. */
function settleClauses(state: State, recent: ReadonlySet<Owner>): Learned | null {
  const clauses: Condition[] = [];
  const more: Condition[] = [];
  for (const clause of state.clauses) {
    if (!isAbout(state, clause, recent)) {
      clauses.push(clause);
      continue;
    }
    const operands = clause.kind === 'any' ? clause.operands : [clause];
    const verdicts = operands.map((operand) => decideCondition(state, operand, 0));
    if (verdicts.includes('yes')) continue;
    const open = operands.filter((_, index) => verdicts[index] === 'unknown');
    if (open.length === 0) return null;
    (open.length === 1 ? more : clauses).push(any(...open));
  }
  const isSame = clauses.length === state.clauses.length;
  return { state: isSame ? state : { ...state, clauses }, more };
}

function isAbout(state: State, { symbols, names }: Condition, owners: ReadonlySet<Owner>): boolean {
  return (
    names.some((name) => owners.has(name)) ||
    symbols.some(
      (symbol) => owners.has(symbol) || (state.solved.get(symbol)?.symbols.some((other) => owners.has(other)) ?? false),
    )
  );
}
