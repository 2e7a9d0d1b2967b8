/** Learning: a condition taken as true, and what follows from it at once. */
import { any, type Condition, conditionKey, negation } from '../condition.ts';
import { decideCondition } from './decide.ts';
import { learnRelation } from './learnRelation.ts';
import { changed, type State } from './state.ts';

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
  const queue: Condition[] = [condition];
  let current = state;
  for (let turn = 0; turn < MAX_CONSEQUENCES; turn++) {
    const next = queue.shift();
    if (next === undefined) {
      if (current.clauses.length === 0 || current === state) break;
      const settled = settleClauses(current);
      if (settled === null) return null;
      if (settled.more.length === 0) return settled.state;
      current = settled.state;
      queue.push(...settled.more);
      continue;
    }
    const learned = learnOne(current, next);
    if (learned === null) return null;
    current = learned.state;
    queue.push(...learned.more, ...(current.implied.get(conditionKey(next)) ?? []));
  }
  return current;
}

/** The state in which the consequence is known to hold wherever the condition does. */
export function learnImplication(state: State, condition: Condition, consequence: Condition): State {
  const key = conditionKey(condition);
  const known = state.implied.get(key) ?? [];
  return changed(state, { implied: state.implied.with(key, [...known, consequence]) });
}

function learnOne(state: State, condition: Condition): Learned | null {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? { state, more: [] } : null;
    case 'relation':
      return learnRelation(state, condition.relation);
    case 'named':
      return learnTruth(state, condition.id, true);
    case 'not':
      if (condition.operand.kind === 'named') return learnTruth(state, condition.operand.id, false);
      return { state, more: [negation(condition.operand)] };
    case 'all':
      return { state, more: condition.operands };
    case 'any':
      return learnAny(state, condition.operands);
  }
}

function learnTruth(state: State, id: number, value: boolean): Learned | null {
  const known = state.truths.get(id);
  if (known !== undefined) return known === value ? { state, more: [] } : null;
  return { state: changed(state, { truths: state.truths.with(id, value) }), more: [] };
}

function learnAny(state: State, operands: readonly Condition[]): Learned | null {
  // Without cases: a case is learned itself, and would split again without end.
  const verdicts = operands.map((operand) => decideCondition(state, operand, 0));
  if (verdicts.includes('yes')) return { state, more: [] };
  const open = operands.filter((_, index) => verdicts[index] === 'unknown');
  const [first, second] = open;
  if (first === undefined) return null;
  if (second === undefined) return { state, more: [first] };
  return { state: changed(state, { clauses: [...state.clauses, any(...open)].slice(-MAX_CLAUSES) }), more: [] };
}

/** Drops the alternatives that have become impossible; the last one that is left holds. */
function settleClauses(state: State): Learned | null {
  const clauses: Condition[] = [];
  const more: Condition[] = [];
  for (const clause of state.clauses) {
    const operands = clause.kind === 'any' ? clause.operands : [clause];
    const verdicts = operands.map((operand) => decideCondition(state, operand, 0));
    if (verdicts.includes('yes')) continue;
    const open = operands.filter((_, index) => verdicts[index] === 'unknown');
    if (open.length === 0) return null;
    (open.length === 1 ? more : clauses).push(any(...open));
  }
  const isSame = clauses.length === state.clauses.length;
  return { state: isSame ? state : changed(state, { clauses }), more };
}
