/** One account of all that an expression was: its shape, or what its evaluations share, with the alternatives. */

import { sameDim, sharedTensor } from '../interpreter/join.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { Observation } from '../interpreter/recorder.ts';
import type { UnknownValue } from '../interpreter/unknown.ts';
import { isNullish, type Value } from '../interpreter/values.ts';
import { isTold } from '../interpreter/weight.ts';
import { all, any, type Condition, TRUE } from '../symbolic/condition.ts';
import { printSize } from '../symbolic/notation.ts';
import { choose, constant, symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type Dim, type FakeTensor, isSpread, type Shape, sizesOf } from '../tensor/tensor.ts';

export interface Summary {
  /** What all evaluations share, or are instances of; `null` where that is not even a rank. */
  readonly tensor: FakeTensor | null;
  readonly alternatives: readonly { readonly tensor: FakeTensor; readonly under: readonly Condition[] }[];
  /** An evaluation that could not be followed. */
  readonly unknown: UnknownValue | null;
}

/** `null` where the expression is no tensor on any path. */
export function summarize(machine: Machine, observed: readonly Observation[]): Summary | null {
  const cases = observed.flatMap(({ value }) => casesOf(value, []));
  const unknown = cases.find(({ value }) => value.kind === 'unknown')?.value;
  const tensors = cases.flatMap(({ value, under }) =>
    value.kind === 'tensor' ? [{ tensor: value.tensor, under }] : [],
  );
  const lost = unknown?.kind === 'unknown' ? unknown : null;
  const [first] = tensors;
  if (first === undefined) return lost === null ? null : { tensor: null, alternatives: [], unknown: lost };
  const distinct = distinctShapes(tensors);
  if (distinct.length === 1) {
    const sameType = tensors.every(({ tensor }) => tensor.dtype === first.tensor.dtype);
    const tensor = sameType ? first.tensor : { shape: first.tensor.shape, dtype: null };
    return { tensor, alternatives: [], unknown: lost };
  }
  const general = observed[0]?.general;
  if (general !== undefined) return { tensor: general, alternatives: distinct, unknown: null };
  const chosen = conditional(observed, distinct);
  if (chosen !== null) return { tensor: chosen, alternatives: distinct, unknown: lost };
  const why = { message: 'differs between paths', place: null };
  return {
    tensor: sharedTensor(
      machine,
      distinct.map((one) => one.tensor),
      why,
    ),
    alternatives: distinct,
    unknown: lost,
  };
}

type Case = Summary['alternatives'][number];

/** One case for each shape, under any of the conditions under which it occurs. */
function distinctShapes(cases: readonly Case[]): readonly Case[] {
  const found: Case[] = [];
  for (const one of cases) {
    const index = found.findIndex(({ tensor }) => sameShape(tensor.shape, one.tensor.shape));
    const known = found[index];
    if (known === undefined) found.push(one);
    else found[index] = { tensor: one.tensor, under: [any(all(...known.under), all(...one.under))] };
  }
  return found;
}

/**
 * Shapes that are the same but for sizes that the same expression made, each time that it was evaluated: what a model
 * yields in one turn of a loop and in another, elements of a list, parameters of a closure that each turn makes.
 */
function sameForm(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.some(isMade) && b.some(isMade) && formOf(a) === formOf(b);
}

function isMade(dim: Dim): boolean {
  if (isSpread(dim)) return makerOf(dim.source.fields) !== null;
  return symbolsOf(dim).some((symbol) => makerOf(symbol) !== null);
}

/** Each shape is held against all others that its expression had. */
const forms = new WeakMap<Shape, string>();

function formOf(shape: Shape): string {
  const known = forms.get(shape) ?? writeForm(shape);
  forms.set(shape, known);
  return known;
}

function writeForm(shape: Shape): string {
  const names = new Map<object, string>();
  const counts = new Map<string, number>();
  const numbered = (made: object, maker: string): string => {
    const count = counts.get(maker) ?? 0;
    const name = names.get(made) ?? `${maker} ${count}`;
    if (!names.has(made)) counts.set(maker, count + 1);
    names.set(made, name);
    return name;
  };
  const naming = (symbol: SizeSymbol): string => numbered(symbol, makerOf(symbol) ?? String(symbol.id));
  return shape
    .map((dim) => {
      if (!isSpread(dim)) return printSize(dim, naming);
      const { source, skipFront, skipBack } = dim;
      const maker = makerOf(source.fields);
      return maker === null
        ? naming(symbolsOf(source.rank)[0] as SizeSymbol)
        : `...${numbered(source, maker)} ${skipFront} ${skipBack}`;
    })
    .join();
}

/** What makes a size, or dimensions, of its own each time: an expression, or a parameter of a function that is run again. */
function makerOf({ origin, why, backing }: Pick<SizeSymbol, 'origin' | 'why' | 'backing'>): string | null {
  return backing !== 'unknown' && why?.place ? `${origin} ${why.place.file} ${why.place.start}` : null;
}

function sameShape(a: Shape, b: Shape): boolean {
  return (a.length === b.length && a.every((dim, index) => sameDim(dim, b[index]))) || sameForm(a, b);
}

function casesOf(value: Value, under: readonly Condition[]): { value: Value; under: readonly Condition[] }[] {
  if (value.kind !== 'alternatives') return isNullish(value) ? [] : [{ value, under }];
  return value.cases.flatMap((one) => casesOf(one.value, [all(...under, one.condition)]));
}

/**
 * The shape of alternatives that the author's own conditions tell apart, with sizes that depend on them: `null` where the
 * ranks differ, where a condition cannot be told, or where several evaluations differ, as the turns of a loop do.
 */
function conditional(observed: readonly Observation[], alternatives: Summary['alternatives']): FakeTensor | null {
  const shapes = alternatives.map(({ tensor }) => sizesOf(tensor.shape));
  const conditions = alternatives.map(({ under }) => all(...under));
  const [first] = shapes;
  if (observed.length > 1 || !first || shapes.some((shape) => shape?.length !== first.length)) return null;
  if (!conditions.every(isTold)) return null;
  const sizes = first.map((_, index) =>
    shapes
      .map((shape) => shape?.[index] ?? constant(0))
      .reduceRight((otherwise, size, position) =>
        size === otherwise ? size : choose(conditions[position] ?? TRUE, size, otherwise),
      ),
  );
  const [one] = alternatives;
  const sameType = alternatives.every(({ tensor }) => tensor.dtype === one?.tensor.dtype);
  return { shape: sizes, dtype: sameType ? (one?.tensor.dtype ?? null) : null };
}
