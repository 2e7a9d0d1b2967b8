/** Narrowing the bounds of a canonical form, and what that says about what it is made of. */
import { EVERYTHING, type Interval, intersectIntervals } from '../algebra/interval.ts';
import type { Atom, Monomial, Size } from '../algebra/node.ts';
import { asConstant, constant, fromAtom, plus, times } from '../algebra/polynomial.ts';
import { ofRelation } from '../condition.ts';
import { equal, greaterOrEqual, lessOrEqual, type Relation } from '../relation.ts';
import { atomBounds, boundsOf } from './bounds.ts';
import { isExcluded } from './decide.ts';
import type { Learned } from './learn.ts';
import { changed, type State, withEntry } from './state.ts';

/** The form lies within the bounds; `null` where it cannot. */
export function narrow(state: State, form: Size, bounds: Interval): Learned | null {
  const before = boundsOf(state, form);
  const after = withoutExcluded(state, form, intersectIntervals(before, bounds));
  if (after.min > after.max) return null;
  if (after.min === before.min && after.max === before.max) return setBounds(state, form, bounds);
  if (after.min === after.max) return { state, more: [ofRelation(equal(form, constant(after.min)))] };
  return setBounds(state, form, after);
}

/** The bounds without values at their ends that are known to be wrong. */
function withoutExcluded(state: State, form: Size, { min, max }: Interval): Interval {
  let low = min;
  let high = max;
  while (low <= high && Number.isFinite(low) && isExcluded(state, plus(form, -low))) low++;
  while (low <= high && Number.isFinite(high) && isExcluded(state, plus(form, -high))) high--;
  return { min: low, max: high };
}

/** Notes the bounds, narrower than those noted before. */
export function setBounds(state: State, form: Size, bounds: Interval): Learned {
  const known = intersectIntervals(state.forms.get(form) ?? EVERYTHING, bounds);
  let { formsOf } = state;
  for (const symbol of form.symbols) {
    const forms = formsOf.get(symbol) ?? [];
    if (!forms.includes(form)) formsOf = withEntry(formsOf, [symbol], form);
  }
  const next = changed(state, { forms: state.forms.with(form, known), formsOf });
  return { state: next, more: consequences(next, form, known).map(ofRelation) };
}

function consequences(state: State, form: Size, bounds: Interval): readonly Relation[] {
  const [term, second] = form.terms;
  if (term === undefined || second !== undefined) return [];
  const [factor] = term.monomial.factors;
  if (term.monomial.degree > 1) return ofProduct(state, term.monomial, bounds.max);
  return factor === undefined ? [] : ofAtom(factor.atom, bounds);
}

/** A product of positive factors bounds each of them. */
function ofProduct(state: State, { factors }: Monomial, max: number): readonly Relation[] {
  if (!Number.isFinite(max) || factors.some(({ atom }) => atomBounds(state, atom).min < 1)) return [];
  return factors.map(({ atom }) => {
    const others = factors.reduce((product, { atom: other, exponent }) => {
      const times = other === atom ? exponent - 1 : exponent;
      return product * atomBounds(state, other).min ** times;
    }, 1);
    return lessOrEqual(fromAtom(atom), constant(Math.floor(max / others)));
  });
}

function ofAtom(atom: Atom, { min, max }: Interval): readonly Relation[] {
  const relations: Relation[] = [];
  if (atom.kind === 'floorDivide') {
    const divisor = asConstant(atom.right) ?? 0;
    if (divisor > 0 && Number.isFinite(min)) relations.push(greaterOrEqual(atom.left, times(constant(min), divisor)));
    if (divisor > 0 && Number.isFinite(max)) {
      relations.push(lessOrEqual(atom.left, plus(times(constant(max), divisor), divisor - 1)));
    }
  }
  if (atom.kind === 'minimum' && Number.isFinite(min)) {
    for (const operand of atom.operands) relations.push(greaterOrEqual(operand, constant(min)));
  }
  if (atom.kind === 'maximum' && Number.isFinite(max)) {
    for (const operand of atom.operands) relations.push(lessOrEqual(operand, constant(max)));
  }
  return relations;
}
