/** What a trace speaks of: its symbols, and the tensors among the cases of a value. */
import type { ts } from 'ts-morph';
import { tensorValue, type Value } from '../interpreter/values.ts';
import { all, type Condition, symbolsOfCondition } from '../symbolic/condition.ts';
import { symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type FakeTensor, isSpread } from '../tensor/tensor.ts';
import type { Trace } from './run.ts';

/**
 * The symbols that the guards and the shapes of a trace speak of, in the order in which they were made.
 * @param isMeant which expressions count
 */
export function symbolsIn(
  { recorder, returned, guards }: Pick<Trace, 'recorder' | 'returned' | 'guards'>,
  isMeant: (node: ts.Node) => boolean = () => true,
): readonly SizeSymbol[] {
  const found = new Set<SizeSymbol>();
  for (const { condition, under } of guards) {
    for (const one of [condition, ...under]) symbolsOfCondition(one).forEach((symbol) => void found.add(symbol));
  }
  const values = [...recorder.observations].flatMap(([node, observed]) =>
    isMeant(node)
      ? observed.flatMap(({ value, general }) => (general === undefined ? [value] : [value, tensorValue(general)]))
      : [],
  );
  for (const value of returned === null ? values : [...values, returned]) {
    for (const { tensor } of tensorCases(value, [])) {
      for (const dim of tensor.shape) if (!isSpread(dim)) symbolsOf(dim).forEach((symbol) => void found.add(symbol));
    }
  }
  return [...found].filter(({ backing }) => backing !== 'unknown').sort((a, b) => a.id - b.id);
}

export interface TensorCase {
  readonly tensor: FakeTensor;
  readonly under: readonly Condition[];
}

/** The tensors that a value may be, each under its conditions. */
export function tensorCases(value: Value, under: readonly Condition[]): readonly TensorCase[] {
  if (value.kind === 'tensor') return [{ tensor: value.tensor, under }];
  if (value.kind !== 'alternatives') return [];
  return value.cases.flatMap((one) => tensorCases(one.value, [all(...under, one.condition)]));
}
