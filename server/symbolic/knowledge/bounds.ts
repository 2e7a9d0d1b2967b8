/** The bounds of sizes under facts, by interval arithmetic. */

import { canonical } from '../algebra/form.ts';
import {
  addIntervals,
  divideIntervals,
  type Interval,
  intersectIntervals,
  interval,
  moduloInterval,
  multiplyIntervals,
  powerInterval,
  scaleInterval,
} from '../algebra/interval.ts';
import type { Atom, Monomial, Size } from '../algebra/node.ts';
import { add, constant, fromAtom, fromTerms } from '../algebra/polynomial.ts';
import { rebuild } from '../algebra/traverse.ts';
import { remember } from './memory.ts';
import { isUntouched } from './regions.ts';
import type { State } from './state.ts';

/** The size is expected to be simplified in this state. */
export function boundsOf(state: State, size: Size): Interval {
  if (size.terms.length === 0) return size.bounds;
  return remember(state, 'bounds', size, size, () => computeBounds(state, size));
}

function computeBounds(state: State, size: Size): Interval {
  let bounds = size.bounds;
  if (!isUntouched(state.numbers, size)) {
    const terms = sumOfTerms(size, (monomial) => monomialBounds(state, monomial));
    bounds = intersectIntervals(intersectIntervals(bounds, terms), knownBounds(state, size));
  }
  return isProductDifference(size) ? intersectIntervals(bounds, shiftedBounds(state, size)) : bounds;
}

function sumOfTerms(size: Size, ofMonomial: (monomial: Monomial) => Interval): Interval {
  let bounds: Interval = { min: 0, max: 0 };
  for (const { coefficient, monomial } of size.terms) {
    bounds = addIntervals(bounds, scaleInterval(ofMonomial(monomial), coefficient));
  }
  return bounds;
}

function knownBounds(state: State, size: Size): Interval {
  const scaled = canonical(size);
  const known = scaled && state.forms.get(scaled.form);
  if (!known) return size.bounds;
  return addIntervals(scaleInterval(known, scaled.scale), { min: scaled.shift, max: scaled.shift });
}

/** The bounds of a product, by those of its factors and what is known of it as a whole. */
export function monomialBounds(state: State, monomial: Monomial): Interval {
  let bounds: Interval = { min: 1, max: 1 };
  for (const { atom, exponent } of monomial.factors) {
    bounds = multiplyIntervals(bounds, powerInterval(atomBounds(state, atom), exponent));
  }
  if (monomial.degree < 2) return bounds;
  const known = state.forms.get(fromTerms([{ coefficient: 1, monomial }]));
  return known ? intersectIntervals(bounds, known) : bounds;
}

export function atomBounds(state: State, atom: Atom): Interval {
  if (state.forms.get(fromAtom(atom)) === undefined && isUntouched(state.numbers, atom)) {
    return atom.bounds;
  }
  const known = state.forms.get(fromAtom(atom)) ?? atom.bounds;
  return intersectIntervals(intersectIntervals(atom.bounds, known), boundsByOperands(state, atom));
}

function boundsByOperands(state: State, atom: Atom): Interval {
  switch (atom.kind) {
    case 'symbol':
    case 'truth':
      return atom.bounds;
    case 'floorDivide':
      return divideIntervals(boundsOf(state, atom.left), boundsOf(state, atom.right));
    case 'modulo':
      return moduloInterval(boundsOf(state, atom.left), boundsOf(state, atom.right));
    default: {
      const pick = atom.kind === 'minimum' ? Math.min : Math.max;
      const operands = atom.operands.map((operand) => boundsOf(state, operand));
      return { min: pick(...operands.map(({ min }) => min)), max: pick(...operands.map(({ max }) => max)) };
    }
  }
}

/** Only between products do terms of different sign hide what they have in common. */
function isProductDifference({ terms }: Size): boolean {
  const signs = terms.map(({ coefficient }) => Math.sign(coefficient));
  return (
    terms.length <= 8 && signs.includes(1) && signs.includes(-1) && terms.some(({ monomial }) => monomial.degree > 1)
  );
}

/**
 * With every atom written as its minimum plus something not negative: `x * y - y` for x, y >= 2 is
 * `2 + 2 * x' + y' + x' * y'` and so at least 2.
 */
function shiftedBounds(state: State, size: Size): Interval {
  const lows = new Map<Atom, number>();
  for (const { monomial } of size.terms) {
    for (const { atom } of monomial.factors) {
      const { min } = atomBounds(state, atom);
      if (Number.isFinite(min)) lows.set(atom, min);
    }
  }
  const shifted = rebuild(size, (atom) => add(fromAtom(atom), constant(lows.get(atom) ?? 0)));
  return sumOfTerms(shifted, (monomial) => {
    let bounds: Interval = { min: 1, max: 1 };
    for (const { atom, exponent } of monomial.factors) {
      const low = lows.get(atom) ?? 0;
      const { min, max } = atomBounds(state, atom);
      bounds = multiplyIntervals(bounds, powerInterval(interval(min - low, max - low), exponent));
    }
    return bounds;
  });
}
