/** The roots of a file as reports: symbols, guards, returns. */
import type { ts } from 'ts-morph';
import { functionName } from '../interpreter/machine.ts';
import type { Value } from '../interpreter/values.ts';
import { all, type Condition, symbolsOfCondition } from '../symbolic/condition.ts';
import type { Guard } from '../symbolic/guard.ts';
import { byAuthor } from '../findings/naming.ts';
import { byName, printCondition } from '../symbolic/notation.ts';
import { symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type FakeTensor, isSpread } from '../tensor/tensor.ts';
import { spanOf, spanOfPlace } from './positions.ts';
import type { FunctionReport, GuardReport, ReturnReport, SymbolReport } from './report.ts';
import type { Trace } from './run.ts';
import { conditionTexts, shapeTexts, stateOf } from './shapes.ts';


export function functionReport(file: ts.SourceFile, trace: Trace): FunctionReport {
  const { root, recorder, returned, guards } = trace;
  const returns = returned === null ? [] : returnReports(returned, []);
  const { start, end, line } = spanOf(file, root);
  return {
    name: functionName(root),
    start,
    end,
    line,
    symbols: symbolReports(symbolsIn(trace)),
    guards: guards.map((guard) => guardReport(file, guard)),
    returns,
    complete: recorder.gaveUp === null,
    why: recorder.gaveUp?.message ?? null,
  };
}

/** The symbols that the guards and the shapes of a trace speak of, in the order in which they were made. */
function symbolsIn({ recorder, returned, guards }: Trace): readonly SizeSymbol[] {
  const found = new Set<SizeSymbol>();
  for (const { condition, under } of guards) {
    for (const one of [condition, ...under]) symbolsOfCondition(one).forEach((symbol) => void found.add(symbol));
  }
  const values = [...recorder.observations.values()].flatMap((observed) => observed.map(({ value }) => value));
  for (const value of returned === null ? values : [...values, returned]) {
    for (const { tensor } of tensorCases(value, [])) {
      for (const dim of tensor.shape) if (!isSpread(dim)) symbolsOf(dim).forEach((symbol) => void found.add(symbol));
    }
  }
  return [...found].filter(({ backing }) => backing !== 'unknown').sort((a, b) => a.id - b.id);
}

function symbolReports(symbols: readonly SizeSymbol[]): SymbolReport[] {
  return symbols.map(({ name, origin, min, max, hint }) => ({ name, origin, min, max, hint }));
}

export function guardReport(file: ts.SourceFile, guard: Guard): GuardReport {
  return {
    text: printCondition(guard.condition, byAuthor),
    expr: printCondition(guard.condition, byName),
    kind: guard.kind,
    specialization: guard.pins !== null,
    reason: guard.reason,
    under: conditionTexts(guard.under),
    ...spanOfPlace(file, guard.place),
  };
}

/** What a root returns, where that is a tensor. */
function returnReports(value: Value, under: readonly Condition[]): ReturnReport[] {
  return tensorCases(value, under).map(({ tensor, under: conditions }) => ({
    shape: stateOf(tensor, () => false).state === 'unknown' ? null : shapeTexts(tensor.shape),
    dtype: tensor.dtype,
    under: conditionTexts(conditions),
  }));
}

interface TensorCase {
  readonly tensor: FakeTensor;
  readonly under: readonly Condition[];
}

function tensorCases(value: Value, under: readonly Condition[]): readonly TensorCase[] {
  if (value.kind === 'tensor') return [{ tensor: value.tensor, under }];
  if (value.kind !== 'alternatives') return [];
  return value.cases.flatMap((one) => tensorCases(one.value, [all(...under, one.condition)]));
}
