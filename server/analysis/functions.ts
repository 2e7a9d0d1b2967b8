/** The roots of a file as reports: symbols, guards, returns. */
import type { ts } from 'ts-morph';
import { conditionTexts } from '../findings/conditions.ts';
import { byAuthor } from '../findings/naming.ts';
import { functionName } from '../interpreter/machine.ts';
import type { Value } from '../interpreter/values.ts';
import type { Condition } from '../symbolic/condition.ts';
import type { Guard } from '../symbolic/guard.ts';
import { byName, printCondition } from '../symbolic/notation.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { spanOf, spanOfPlace } from './positions.ts';
import type { FunctionReport, GuardReport, ReturnReport, SymbolReport } from './report.ts';
import type { Trace } from './run.ts';
import { shapeTexts, stateOf } from './shapes.ts';
import { symbolsIn, tensorCases } from './traceSymbols.ts';

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
    untold: recorder.untold.map(({ kind, reason, place }) => ({ kind, reason, ...spanOfPlace(file, place) })),
    returns,
    complete: recorder.gaveUp === null,
    why: recorder.gaveUp?.message ?? null,
  };
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
export function returnReports(value: Value, under: readonly Condition[]): ReturnReport[] {
  return tensorCases(value, under).map(({ tensor, under: conditions }) => ({
    shape: stateOf(tensor, () => false).state === 'unknown' ? null : shapeTexts(tensor.shape),
    dtype: tensor.dtype,
    under: conditionTexts(conditions),
  }));
}
