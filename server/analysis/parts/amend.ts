/**
 * Amending: what is told of a function whose change is idle. What was told before stays, but for the statements that are
 * gone; those that came are told of by runs of their own.
 */
import type { ts } from 'ts-morph';
import { isInert } from '../../interpreter/inert.ts';
import type { Machine } from '../../interpreter/machine.ts';
import type { Recorder } from '../../interpreter/recorder.ts';
import { bindingReports } from '../bindings.ts';
import { modelTables } from '../modelTables.ts';
import type { TensorReport } from '../report.ts';
import { tensorReports } from '../tensors.ts';
import { type FileChange, fateOf, movedOffset } from './change.ts';
import type { ChangedStatements } from './changedStatements.ts';
import type { IdleChange } from './idle.ts';
import { type Move, movedPart } from './move.ts';
import { type PartReport, tallyOf } from './part.ts';

/** `null` where it has to run to be told of. */
export function amended(machine: Machine, earlier: PartReport, idle: IdleChange): PartReport | null {
  const { region, changed, runs } = idle;
  if (!wasReached(machine, earlier, idle)) return null;
  const moved = movedPart(without(earlier, region), region.after, moveOf(region));
  if (moved === null) return null;
  const questions = machine.host.questions();
  const came = changed.came.flatMap((statement) => {
    const recorder = runs.get(statement);
    return recorder === undefined ? [] : [told(machine, statement, recorder)];
  });
  if (!came.every(isPlain)) return null;
  const tensors = [...moved.tensors, ...came.flatMap((one) => one.tensors)];
  // One that meets no tensor has no report.
  if (moved.functions.length === 0 || tensors.length === 0) return null;
  const bindings = [...moved.bindings, ...came.flatMap((one) => one.bindings)];
  const asksTypes = moved.asksTypes || machine.host.questions() > questions;
  return { ...moved, tensors, bindings, asksTypes, tally: tallyOf({ functions: moved.functions, tensors }) };
}

/** Whether the statement behind the change ran, and so what stands before it. */
function wasReached({ host }: Machine, { unreached }: PartReport, { region, changed }: IdleChange): boolean {
  // One that is inert may have come after the run.
  const next = following(changed).find((statement) => !isInert(statement, host.mayBeGlobal));
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
  readonly hasModels: boolean;
}

function told(machine: Machine, statement: ts.Statement, recorder: Recorder): ToldOfStatement {
  const extent = { node: statement, isOutside: () => false };
  const observed = (node: ts.Node) => recorder.seen(node);
  const file = statement.getSourceFile();
  return {
    tensors: tensorReports(machine, file, observed, extent),
    bindings: bindingReports(machine, file, observed, extent),
    hasModels: modelTables(recorder).size > 0,
  };
}

/** Whether nothing in it is named or numbered by what stands around it. */
function isPlain({ tensors, hasModels }: ToldOfStatement): boolean {
  return !hasModels && tensors.every(isOfNumbers);
}

function isOfNumbers({ state, shape, alternatives }: TensorReport): boolean {
  const isShape = state === 'unknown' || (state === 'known' && shape?.every((size) => /^\d+$/.test(size)) === true);
  return isShape && alternatives.length === 0;
}
