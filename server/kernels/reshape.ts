/** The same elements in another shape: reshape, expand, squeeze. */
import { any, type Claim, relationCondition } from '../symbolic/condition.ts';
import { Facts } from '../symbolic/facts.ts';
import { divides, equal, less, lessOrEqual, notEqual, type Relation } from '../symbolic/relation.ts';
import { asConstant, constant, floorDivide, fromSymbol, negate, plus, product, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import { type Dim, isSpread, rankOf, resolveShape, type Shape } from '../tensor/tensor.ts';
import { type Ask, Refused } from './ask.ts';
import { requireAxis } from './axes.ts';
import { cutAt, gapAt, knownSizes } from './carve.ts';
import { plainShape } from './words.ts';

const ONE = constant(1);

/**
 * The target shape, its -1 replaced by what is left.
 * Sizes that both shapes have are left out of the guard, so that it says no more than it needs.
 */
export function reshape(ask: Ask, shape: Shape, target: Shape, operation = 'reshape'): Shape {
  const wanted = resolveShape(ask.facts, target);
  const free = wanted.flatMap((dim, index) => (isMinusOne(dim) ? [index] : []));
  refuseNegative(wanted, free, operation);
  assumeNoMinusOne(ask, wanted, operation);
  const [index] = free;
  const given = wanted.filter((_, position) => position !== index);
  const [left, right] = withoutCommon(ask, resolveShape(ask.facts, shape), given);
  const [all, known] = [product(left), product(right)];
  if (index === undefined) {
    const words = (): string => countWords(ask, shape, wanted);
    ask.require(unlessInferred(ask, equal(all, known), wanted), `${operation}: number of elements`, words);
    return wanted;
  }
  const words = (): string =>
    `The implicit shape can't be a fractional number. Got [${plainShape(shape)}] into [${plainShape(wanted)}]`;
  ask.require(less(constant(0), known), `${operation}: the size to infer`, () => emptyWords(wanted));
  ask.require(divides(known, all), `${operation}: number of elements`, words);
  return wanted.with(index, ask.facts.simplify(floorDivide(all, known)));
}

/** What is wrong for sizes of 0 and more may be right for a size that turns out to be -1: that one is inferred. */
function unlessInferred({ facts }: Ask, claim: Relation, wanted: Shape): Claim {
  if (facts.decide(claim) !== 'no') return claim;
  const signed = wanted.filter((dim): dim is Size => !isSpread(dim) && (Facts.none.range(dim).min ?? -1) < 0);
  const inferred = signed.map((dim) => relationCondition(equal(dim, constant(-1))));
  return inferred.length === 0 ? claim : any(relationCondition(claim), ...inferred);
}

/** The number of elements, also where the rank is not known. */
export function countElements(ask: Ask, shape: Shape): Size {
  return product(factorsOf(resolveShape(ask.facts, shape)));
}

/** A dimension of size 1 at `axis`, where -1 is after the last. */
export function expandDims(ask: Ask, shape: Shape, axis: Size): Shape {
  const index = asConstant(ask.facts.simplify(axis));
  const words = (): string =>
    index !== null && index < 0 ? axisInterval(shape) : 'Axis must be <= rank of the tensor';
  const [before, after] = gapAt(ask, shape, axis, 'expandDims: the axis is within the rank', words);
  return [...before, ONE, ...after];
}

/** Takes dimensions of size 1 away: those at `axes`, or all of them, where a size that may be 1 is assumed not to be. */
export function squeeze(ask: Ask, shape: Shape, axes: readonly Size[] | null): Shape {
  if (axes === null || axes.length === 0) return squeezeAll(ask, shape);
  for (const axis of axes) requireAxis(ask, shape, axis, 'squeeze');
  // A mark in their place keeps the other axes where they are until all are found.
  const mark = fromSymbol(makeSymbol({ name: 'squeezed', origin: 'squeezed' }));
  let marked = shape;
  for (const axis of axes) {
    const { before, size, after } = cutAt(ask, marked, axis, 'squeeze: the axis is within the rank');
    const words = (): string => `Can't squeeze axis ${asConstant(axis)} since its dim '${plainShape([size])}' is not 1`;
    if (size !== mark) ask.require(equal(size, ONE), 'squeeze: the dimension is 1', words);
    marked = [...before, mark, ...after];
  }
  return marked.filter((dim) => dim !== mark);
}

function squeezeAll(ask: Ask, shape: Shape): Shape {
  return knownSizes(ask, shape).filter((size) => {
    if (ask.facts.decide(equal(size, ONE)) === 'yes') return false;
    ask.assume(notEqual(size, ONE), 'squeeze: a dimension that is not 1 stays');
    return true;
  });
}

/** The factors of both products without those that both have and that are not 0. */
function withoutCommon(ask: Ask, a: Shape, b: Shape): readonly [readonly Size[], readonly Size[]] {
  const right = factorsOf(b);
  const left = factorsOf(a).filter((factor) => {
    const index = right.indexOf(factor);
    if (index < 0 || ask.facts.decide(less(constant(0), factor)) !== 'yes') return true;
    right.splice(index, 1);
    return false;
  });
  return [left, right];
}

function factorsOf(shape: Shape): Size[] {
  return shape.map((dim) => (isSpread(dim) ? dim.elements : dim));
}

function refuseNegative(target: Shape, free: readonly number[], operation: string): void {
  const [first, second] = free;
  if (second !== undefined) {
    const words = `Shapes can only have 1 implicit size. Found -1 at dim ${first} and dim ${second}`;
    throw new Refused(`${operation}: one size to infer`, null, words);
  }
  target.forEach((dim, index) => {
    const value = isSpread(dim) ? null : asConstant(dim);
    if (value === null || value >= -1) return;
    throw new Refused(
      `${operation}: sizes are not negative`,
      null,
      `Shapes can not be < 0. Found ${value} at dim ${index}`,
    );
  });
}

/** A size that turns out to be -1 is refused, or left to infer. */
function assumeNoMinusOne(ask: Ask, target: Shape, operation: string): void {
  for (const dim of target) {
    const isSize = isSpread(dim) ? null : lessOrEqual(constant(0), dim);
    if (isSize === null || ask.facts.decide(isSize) !== 'unknown') continue;
    ask.assume(isSize, `${operation}: sizes are not negative`);
  }
}

function isMinusOne(dim: Dim): boolean {
  return !isSpread(dim) && asConstant(dim) === -1;
}

function countWords(ask: Ask, shape: Shape, target: Shape): string {
  return `Size(${plainShape([countElements(ask, shape)])}) must match the product of shape ${plainShape(target)}`;
}

function emptyWords(target: Shape): string {
  return `Cannot infer the missing size in [${plainShape(target)}] when there are 0 elements`;
}

function axisInterval(shape: Shape): string {
  return `Axis must be in the interval [${plainShape([plus(negate(rankOf(shape)), -1)])}, ${plainShape([rankOf(shape)])}]`;
}
