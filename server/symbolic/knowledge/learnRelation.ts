/** Learning a relation: solved, or kept as bounds, a congruence or an exclusion. */

import { floorDivide, modulo } from '../algebra/division.ts';
import { content, exactDivide } from '../algebra/exact.ts';
import { canonical } from '../algebra/form.ts';
import { merge } from '../algebra/intern.ts';
import { type Size, UNIT } from '../algebra/node.ts';
import {
  asConstant,
  constant,
  fromAtom,
  fromSymbol,
  fromTerms,
  multiply,
  negate,
  plus,
  subtract,
  ZERO,
} from '../algebra/polynomial.ts';
import { type Condition, negation, ofRelation } from '../condition.ts';
import { equal, greaterOrEqual, lessOrEqual, notEqual, type Relation, type RelationOp } from '../relation.ts';
import type { SizeSymbol } from '../symbol.ts';
import { boundsOf } from './bounds.ts';
import { decideRelation } from './decide.ts';
import { withoutPositiveFactor } from './factor.ts';
import type { Learned } from './learn.ts';
import { narrow, setBounds } from './narrow.ts';
import { simplify } from './simplify.ts';
import { solveForProduct, solveForSymbol } from './solve.ts';
import { type Congruence, changed, type State, withEntry, withFact, withoutEntry } from './state.ts';

export function learnRelation(state: State, relation: Relation): Learned | null {
  const verdict = decideRelation(state, relation, 0);
  if (verdict !== 'unknown') return verdict === 'yes' ? { state, more: [] } : null;
  const difference = withoutPositiveFactor(state, simplify(state, subtract(relation.left, relation.right)));
  const learned = learnSign(state, relation.op, difference);
  if (learned === null) return null;
  const after = withFact(state, learned.state, difference, `${relation.op} ${difference.id}`, 'number');
  return { ...learned, state: after };
}

/** `size op 0`. */
function learnSign(state: State, op: RelationOp, size: Size): Learned | null {
  switch (op) {
    case '==':
      return learnZero(state, size);
    case '!=':
      return learnNonZero(state, size);
    case '<':
      return learnUpper(state, size, -1);
    case '<=':
      return learnUpper(state, size, 0);
  }
}

/** `size <= limit`. */
function learnUpper(state: State, size: Size, limit: number): Learned | null {
  const scaled = canonical(size);
  if (scaled === null) return (asConstant(size) ?? 0) <= limit ? { state, more: [] } : null;
  const edge = (limit - scaled.shift) / scaled.scale;
  const bounds = scaled.scale > 0 ? { min: -Infinity, max: Math.floor(edge) } : { min: Math.ceil(edge), max: Infinity };
  return narrow(state, scaled.form, bounds);
}

/** `size != 0`. */
function learnNonZero(state: State, size: Size): Learned {
  const [lead] = size.terms;
  const primitive = exactDivide(size, constant(content(size) * Math.sign(lead?.coefficient ?? 1))) ?? size;
  const excluded = withEntry(state.excluded, size.symbols, primitive);
  return { state: changed(state, { excluded }), more: edgeConsequences(state, size) };
}

/** What is not 0 and lies on one side of 0 lies beyond it. */
function edgeConsequences(state: State, size: Size): readonly Condition[] {
  const { min, max } = boundsOf(state, size);
  if (min === 0) return [ofRelation(greaterOrEqual(size, constant(1)))];
  return max === 0 ? [ofRelation(lessOrEqual(size, constant(-1)))] : [];
}

/** `size == 0`. */
function learnZero(state: State, size: Size): Learned | null {
  const divisor = content(size);
  const primitive = divisor > 1 ? (exactDivide(size, constant(divisor)) ?? size) : size;
  const truth = asTruth(primitive);
  if (truth !== null) return { state, more: [truth] };
  const congruence = asCongruence(primitive);
  if (congruence !== null) return learnCongruence(state, primitive, congruence);
  const whole = withoutQuotient(state, primitive);
  if (whole !== null) return learnZero(state, whole);
  const solution = solveForSymbol(primitive);
  if (solution === null) return keepEquation(state, primitive);
  const { symbol, value } = solution;
  return forget(changed(state, { solved: state.solved.with(symbol, value) }), symbol);
}

/**
 * `m * (n // (c * m)) == q` where `c * m` divides the symbol `n`, as `n == c * q`: then the input that is divided follows
 * from the result, and not the other way round. `null` where the equality holds no such quotient.
 */
function withoutQuotient(state: State, size: Size): Size | null {
  for (const term of size.terms) {
    const quotient = term.monomial.factors.find(({ atom }) => atom.kind === 'floorDivide');
    if (quotient?.atom.kind !== 'floorDivide' || quotient.exponent !== 1) continue;
    const { left, right } = quotient.atom;
    const [symbol] = left.symbols;
    const product = fromTerms([term]);
    const rest = subtract(size, product);
    if (symbol === undefined || left !== fromSymbol(symbol) || rest.symbols.includes(symbol)) continue;
    const factor = exactDivide(product, fromAtom(quotient.atom));
    const whole = factor === null ? null : exactDivide(right, factor);
    if (whole === null || decideRelation(state, equal(modulo(left, right), ZERO), 0) !== 'yes') continue;
    return subtract(left, multiply(whole, negate(rest)));
  }
  return null;
}

/** An equality that determines no symbol: bounds of its form, and a rule for its heaviest product. */
function keepEquation(state: State, size: Size): Learned | null {
  const scaled = canonical(size);
  if (scaled === null) return size === ZERO ? { state, more: [] } : null;
  const value = -scaled.shift / scaled.scale;
  const kept = setBounds(state, scaled.form, { min: value, max: value });
  const rule = solveForProduct(size);
  return {
    state: rule === null ? kept.state : changed(kept.state, { rules: withEntry(state.rules, size.symbols, rule) }),
    more: [...kept.more, ...modularConsequences(size)],
  };
}

/**
 * Of heavier sums no congruences are derived: their quotients make equations that are heavier still, with congruences of
 * their own for each coefficient, and so on.
 */
const MAX_DERIVED_WEIGHT = 60;

/** 2 * x == 3 * y: 3 * y is even. */
function modularConsequences(size: Size): readonly Condition[] {
  if (size.weight > MAX_DERIVED_WEIGHT) return [];
  return size.terms.flatMap((term) => {
    const factor = Math.abs(term.coefficient);
    if (factor <= 1 || term.monomial === UNIT) return [];
    return [ofRelation(equal(modulo(subtract(size, fromTerms([term])), constant(factor)), ZERO))];
  });
}

/** `truth(c) == 1` or `truth(c) == 0` as the condition or its negation. */
function asTruth(size: Size): Condition | null {
  const [term, last] = size.terms;
  const [factor, second] = term?.monomial.factors ?? [];
  if (term === undefined || factor?.atom.kind !== 'truth' || second !== undefined || size.terms.length > 2) return null;
  if (last === term || last === undefined) return negation(factor.atom.condition);
  return last.monomial === UNIT && last.coefficient === -term.coefficient ? factor.atom.condition : null;
}

/** `n % d - r` as a congruence. */
function asCongruence(size: Size): Congruence | null {
  const [term, last, more] = size.terms;
  const [factor] = term?.monomial.factors ?? [];
  if (term === undefined || factor?.atom.kind !== 'modulo' || term.monomial.degree !== 1) return null;
  if (more !== undefined || (last !== undefined && last.monomial !== UNIT) || Math.abs(term.coefficient) !== 1)
    return null;
  const remainder = -(last?.coefficient ?? 0) * term.coefficient;
  return { id: size.id, n: factor.atom.left, divisor: factor.atom.right, remainder: remainder + 0 };
}

function learnCongruence(state: State, size: Size, congruence: Congruence): Learned | null {
  const { n, divisor, remainder } = congruence;
  const kept = keepEquation(state, size);
  if (kept === null) return null;
  const more = [...kept.more];
  // d * (n // d) + r == n
  if (n.weight <= MAX_DERIVED_WEIGHT) {
    more.push(ofRelation(equal(multiply(divisor, floorDivide(n, divisor)), plus(n, -remainder))));
  }
  // What is positive and a multiple of something positive is at least that.
  if (remainder === 0 && boundsOf(state, n).min > 0 && boundsOf(state, divisor).min > 0) {
    more.push(ofRelation(lessOrEqual(divisor, n)));
  }
  return { state: changed(kept.state, { congruences: withEntry(state.congruences, size.symbols, congruence) }), more };
}

/** After a symbol was solved: every fact about it is said again, about its value. */
function forget(state: State, symbol: SizeSymbol): Learned {
  const self = fromSymbol(symbol);
  const more: Condition[] = [];
  if (symbol.min !== null) more.push(ofRelation(greaterOrEqual(self, constant(symbol.min))));
  if (symbol.max !== null) more.push(ofRelation(lessOrEqual(self, constant(symbol.max))));
  for (const form of state.formsOf.get(symbol) ?? []) {
    const { min, max } = state.forms.get(form) ?? form.bounds;
    if (min === max) more.push(ofRelation(equal(form, constant(min))));
    else if (Number.isFinite(min)) more.push(ofRelation(greaterOrEqual(form, constant(min))));
    if (min !== max && Number.isFinite(max)) more.push(ofRelation(lessOrEqual(form, constant(max))));
  }
  for (const size of state.excluded.get(symbol) ?? []) more.push(ofRelation(notEqual(size, ZERO)));
  for (const { coefficient, product, replacement } of state.rules.get(symbol) ?? []) {
    more.push(ofRelation(equal(fromTerms([{ coefficient, monomial: product }]), replacement)));
  }
  for (const { n, divisor, remainder } of state.congruences.get(symbol) ?? []) {
    more.push(ofRelation(equal(plus(modulo(n, divisor), -remainder), ZERO)));
  }
  return { state: withoutSymbol(state, symbol), more };
}

function withoutSymbol(state: State, symbol: SizeSymbol): State {
  let { formsOf, rules, congruences } = state;
  for (const form of state.formsOf.get(symbol) ?? []) formsOf = withoutEntry(formsOf, form.symbols, form);
  for (const rule of state.rules.get(symbol) ?? []) {
    rules = withoutEntry(rules, merge(rule.product.symbols, rule.replacement.symbols), rule);
  }
  for (const congruence of state.congruences.get(symbol) ?? []) {
    congruences = withoutEntry(congruences, merge(congruence.n.symbols, congruence.divisor.symbols), congruence);
  }
  return changed(state, { formsOf, rules, congruences, excluded: state.excluded.with(symbol, []) });
}
