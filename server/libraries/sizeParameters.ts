/** Readers of numbers, sizes and axes. */
import { type Ask, Refused, Unreadable } from '../kernels/ask.ts';
import { asSize, floorQuotient, integrality, type Quotient } from '../symbolic/quotient.ts';
import type { Relation } from '../symbolic/relation.ts';
import { asConstant, type Size } from '../symbolic/size.ts';
import { type Dim, isSpread, type Shape } from '../tensor/tensor.ts';
import type { Datum, RepeatedDatum, SpreadItem } from './datum.ts';
import type { Parameter } from './row.ts';
import { listedLength, unreadable, wanted } from './wanted.ts';

/** A number, exact as a quotient of sizes. */
export const number: Parameter<Quotient> = {
  read(argument, _ask, name) {
    const known = wanted(argument, { kind: 'number' });
    if (known.kind === 'number' && known.value !== null) return known.value;
    throw unreadable(known, name);
  },
};

/** A whole number that the program states as a constant, such as a stride. */
export const integer: Parameter<number> = {
  read(argument, ask, name) {
    const value = asConstant(ask.facts.simplify(size.read(argument, ask, name)));
    if (value !== null) return value;
    throw new Unreadable({ message: `\`${name}\` is not a constant`, place: null });
  },
};

/**
 * A size: a whole number, known or symbolic. A number that nothing states becomes a new size. The library hardly ever
 * checks: a fraction makes a shape that nobody wants, but no exception.
 */
export const size: Parameter<Size> = {
  read: (argument, ask, name) =>
    readSize(argument, ask, name, (claim) => {
      if (claim === null || ask.facts.decide(claim) === 'no')
        throw new Unreadable({ message: `\`${name}\` is no whole number`, place: null });
      ask.assume(claim, `${name}: a whole number`);
    }),
};

/** A size that the library checks. */
export const wholeSize: Parameter<Size> = {
  read: (argument, ask, name) =>
    readSize(argument, ask, name, (claim) => {
      if (claim === null) throw new Refused(`${name}: a whole number`);
      ask.require(claim, `${name}: a whole number`);
    }),
};

/** @param demand is told what makes the number whole, or `null` where it certainly is not. */
function readSize(argument: Datum, ask: Ask, name: string, demand: (claim: Relation | null) => void): Size {
  const known = wanted(argument, { kind: 'size' });
  if (known.kind !== 'number') throw unreadable(known, name);
  if (known.value === null) {
    if (known.double !== undefined) demand(null);
    return ask.fresh(name, 0);
  }
  const exact = asSize(known.value);
  if (exact !== null) return exact;
  demand(integrality(known.value));
  const whole = floorQuotient(known.value);
  if (whole === null) throw unreadable(known, name);
  return whole;
}

/** A list of sizes, at most one slot of which is a spread. */
export const sizes: Parameter<Shape> = listOfSizes(size);

/** The same for a function that checks them, as the creation of a tensor does. */
export const wholeSizes: Parameter<Shape> = listOfSizes(wholeSize);

function listOfSizes(one: Parameter<Size>): Parameter<Shape> {
  return {
    read(argument, ask, name) {
      const dimension = (item: Datum | SpreadItem): Dim =>
        item.kind === 'spread' ? item.spread : one.read(item, ask, name);
      const known = wanted(argument, { kind: 'list' });
      if (known.kind === 'list') return known.items.map(dimension);
      if (known.kind !== 'repeated') throw unreadable(known, name);
      const count = asConstant(ask.facts.simplify(known.length));
      if (count === null) throw new Unreadable({ message: `the length of \`${name}\` is not a constant`, place: null });
      const length = listedLength(count, name);
      return Array.from({ length }, (_, index) => one.read(elementAt(known, index), ask, name));
    },
  };
}

/** Elements of which nothing is known but that they are alike are numbers of their own. */
function elementAt({ at, element }: RepeatedDatum, index: number): Datum {
  if (at !== undefined) return at(index);
  return element.kind === 'unknown' ? { kind: 'number', value: null } : element;
}

/** The index of a dimension, negative from the end; symbolic where the rank is (`x.rank - 1`). */
export const axis: Parameter<Size> = size;

/** One axis or a list of them. */
export const axes: Parameter<readonly Size[]> = listOfAxes(size);

/** The same for a function that checks them, as reductions do. */
export const wholeAxes: Parameter<readonly Size[]> = listOfAxes(wholeSize);

function listOfAxes(one: Parameter<Size>): Parameter<readonly Size[]> {
  const several = listOfSizes(one);
  return {
    read(argument, ask, name) {
      if (argument.kind === 'number') return [one.read(argument, ask, name)];
      return several.read(argument, ask, name).map((dim) => {
        if (!isSpread(dim)) return dim;
        throw new Unreadable({ message: `\`${name}\` has an unknown number of axes`, place: null });
      });
    },
  };
}
