/** The ranges that the guards of a root leave its symbols, with the line that set each bound. */
import type { ts } from 'ts-morph';
import { symbolsOfCondition } from '../symbolic/condition.ts';
import { type Cause, Facts } from '../symbolic/facts.ts';
import { byName, printCondition } from '../symbolic/notation.ts';
import { fromSymbol } from '../symbolic/size.ts';
import { spanOf, spanOfPlace } from './positions.ts';
import type { BoundReport, RangeReport } from './report.ts';
import type { Trace } from './run.ts';
import { symbolsIn } from './traceSymbols.ts';

/** Of a long list of guards only the first count: each is held against those before it. */
const MAX_GUARDS = 60;

export function rangeReports(file: ts.SourceFile, trace: Trace): readonly RangeReport[] {
  const everywhere = trace.guards.filter(({ under }) => under.length === 0).slice(0, MAX_GUARDS);
  if (everywhere.length === 0) return [];
  const facts = everywhere.reduce(
    (known, { condition, place }) => known.assume(condition, { place, text: printCondition(condition, byName) }),
    Facts.none,
  );
  const spoken = new Set(everywhere.flatMap(({ condition }) => symbolsOfCondition(condition)));
  const { start, end } = spanOf(file, trace.root);
  return symbolsIn(trace)
    .filter((symbol) => spoken.has(symbol))
    .flatMap((symbol) => {
      const size = fromSymbol(symbol);
      const range = facts.range(size);
      if (range.min === symbol.min && range.max === symbol.max) return [];
      const causes = facts.rangeCauses(size);
      const [min, max] = [bound(file, range.min, causes.min), bound(file, range.max, causes.max)];
      return [{ symbol: symbol.name, start, end, min, max }];
    });
}

function bound(file: ts.SourceFile, value: number | null, cause: Cause | null): BoundReport | null {
  if (value === null) return null;
  if (cause === null || cause.place === null) return { value, guard: null };
  return { value, guard: { line: spanOfPlace(file, cause.place).line, text: cause.text } };
}
