/** Deciding by cases: alternatives of which one is known to hold, each assumed in turn. */
import type { Size } from '../algebra/node.ts';
import { type Condition, negation, ofRelation } from '../condition.ts';
import type { Verdict } from '../verdict.ts';
import { mayBear } from './bearing.ts';
import { decideCondition } from './decide.ts';
import { learn } from './learn.ts';
import type { State } from './state.ts';

/** More alternatives than this are not tried. */
const MAX_ALTERNATIVES = 4;
const MAX_SPLITS = 3;
/** Each case costs as much as the question itself. */
const MAX_WEIGHT = 80;

/** The verdict on which all cases agree, for the first few ways to split into cases. */
export function byCases(state: State, question: Condition, depth: number): Verdict {
  for (const alternatives of splits(state, question).slice(0, MAX_SPLITS)) {
    const verdict = agreed(state, alternatives, question, depth - 1);
    if (verdict !== 'unknown') return verdict;
  }
  return 'unknown';
}

function agreed(state: State, alternatives: readonly Condition[], question: Condition, depth: number): Verdict {
  // One case that leaves the question open is enough.
  if (depth === 0 && alternatives.some((alternative) => !mayBear(state, alternative, question))) return 'unknown';
  let result: Verdict | null = null;
  for (const alternative of alternatives) {
    const inCase = learn(state, alternative);
    // An impossible case says nothing.
    if (inCase === null) continue;
    const verdict = decideCondition(inCase, question, depth);
    if (verdict === 'unknown' || (result !== null && verdict !== result)) return 'unknown';
    result = verdict;
  }
  return result ?? 'unknown';
}

/** Lists of conditions of which one holds: by what the question depends on, then what the facts offer. */
function splits(state: State, question: Condition): readonly (readonly Condition[])[] {
  if (state.clauses.length === 0 && question.kind !== 'relation') return [];
  if (question.kind === 'relation' && question.relation.left.weight > MAX_WEIGHT) return [];
  const own = question.kind === 'relation' ? splitsOfSize(question.relation.left) : [];
  const { symbols, names } = question;
  const offered = state.clauses.flatMap((clause) => {
    if (clause.kind !== 'any' || clause.operands.length > MAX_ALTERNATIVES) return [];
    const isAbout =
      clause.symbols.some((symbol) => symbols.includes(symbol)) || clause.names.some((name) => names.includes(name));
    return isAbout ? [clause.operands] : [];
  });
  return [...own, ...offered];
}

/** The outcome of a condition inside a size, or which operand of a `min` or `max` it is. */
function splitsOfSize(size: Size): readonly (readonly Condition[])[] {
  const atoms = new Set(size.terms.flatMap(({ monomial }) => monomial.factors.map(({ atom }) => atom)));
  return [...atoms].flatMap((atom): (readonly Condition[])[] => {
    if (atom.kind === 'truth') return [[atom.condition, negation(atom.condition)]];
    if (atom.kind !== 'minimum' && atom.kind !== 'maximum') return [];
    const [first, second] = atom.operands;
    if (first === undefined || second === undefined || atom.operands.length > 2) return [];
    const ordered = ofRelation({ op: '<=', left: first, right: second });
    return [[ordered, negation(ordered)]];
  });
}
