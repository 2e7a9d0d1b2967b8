/**
 * Amending: what is told of a function whose change is idle. What was told before stays, but for the statements that are
 * gone; those that came are told of by runs of their own.
 */
import type { ts } from 'ts-morph';
import { isInert } from '../../interpreter/inert.ts';
import type { Machine } from '../../interpreter/machine.ts';
import type { Recorder } from '../../interpreter/recorder.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { bindingReports } from '../bindings.ts';
import { modelTables } from '../modelTables.ts';
import { tensorReports } from '../tensors.ts';
import { symbolsIn } from '../traceSymbols.ts';
import { type FileChange, fateOf, movedOffset } from './change.ts';
import type { ChangedStatements } from './changedStatements.ts';
import type { IdleChange } from './idle.ts';
import { type Move, movedPart } from './move.ts';
import { type PartReport, tallyOf } from './part.ts';

/**
 * `null` where it has to run to be told of.
 * @param named the symbols that were told of before, each with a name of its own
 */
export function amended(
  machine: Machine,
  earlier: PartReport,
  idle: IdleChange,
  named: ReadonlySet<SizeSymbol>,
): PartReport | null {
  const { region, changed, runs } = idle;
  if (!wasReached(machine, earlier, idle)) return null;
  const moved = movedPart(without(earlier, region), region.after, moveOf(region));
  if (moved === null) return null;
  const came = changed.came.flatMap((statement) => {
    const run = runs.get(statement);
    return run === undefined ? [] : [told(machine, statement, run.recorder)];
  });
  if (!came.every((one) => isPlain(one, named))) return null;
  const tensors = [...moved.tensors, ...came.flatMap((one) => one.tensors)];
  // One that meets no tensor has no report.
  if (moved.functions.length === 0 || tensors.length === 0) return null;
  const bindings = [...moved.bindings, ...came.flatMap((one) => one.bindings)];
  return { ...moved, tensors, bindings, tally: tallyOf({ functions: moved.functions, tensors }) };
}

/** Whether the statement behind the change ran, and so what stands before it. */
function wasReached({ host }: Machine, { unreached }: PartReport, { region, changed }: IdleChange): boolean {
  // One that is inert may have come after the run.
  const next = following(changed).find((statement) => !isInert(statement, host));
  if (next === undefined) return false;
  const start = next.getStart() - region.newEnd + region.oldEnd;
  return !unreached.includes(start);
}

function following({ block, last }: ChangedStatements): readonly ts.Statement[] {
  return block.statements.slice(block.statements.length - last);
}

/** Without what is told of the statements in a region. */
function without(report: PartReport, { start, oldEnd }: FileChange): PartReport {
  const isOutside = (one: { readonly start: number; readonly end: number }) => one.start < start || one.end > oldEnd;
  return { ...report, tensors: report.tensors.filter(isOutside), bindings: report.bindings.filter(isOutside) };
}

function moveOf(region: FileChange): Move {
  const isHere = (path: string) => path === region.after.fileName;
  return {
    offset: (path, old) => (isHere(path) ? movedOffset(region, old) : old),
    fate: (path, first, last) => (isHere(path) ? fateOf(region, first, last) : 'stays'),
  };
}

interface ToldOfStatement extends Pick<PartReport, 'tensors' | 'bindings'> {
  readonly recorder: Recorder;
}

function told(machine: Machine, statement: ts.Statement, recorder: Recorder): ToldOfStatement {
  const extent = { node: statement, isOutside: () => false };
  const observed = (node: ts.Node) => recorder.seen(node);
  const file = statement.getSourceFile();
  return {
    tensors: tensorReports(machine, file, observed, extent),
    bindings: bindingReports(machine, file, observed, extent),
    recorder,
  };
}

/** Whether nothing in it gets a name or a number by what stands around it. */
function isPlain({ tensors, recorder }: ToldOfStatement, named: ReadonlySet<SizeSymbol>): boolean {
  const symbols = symbolsIn({ recorder, returned: null, guards: [] });
  const isTold = tensors.every(({ alternatives }) => alternatives.length === 0);
  return isTold && symbols.every((one) => named.has(one)) && modelTables(recorder).size === 0;
}
