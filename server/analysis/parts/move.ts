/** Reports of a part that stayed as it was, moved to where it stands after a change of other parts. */
import type { ts } from 'ts-morph';
import type { Place } from '../../symbolic/place.ts';
import { spanAt } from '../positions.ts';
import type { BindingReport, Span } from '../report.ts';
import type { Fate } from './change.ts';
import type { PartReport } from './part.ts';

export interface Move {
  /** Where an offset of a file is now; `null` for what is gone. */
  offset(path: string, old: number): number | null;
  fate(path: string, first: number, last: number): Fate;
}

/** Whether it speaks of no place that is gone. */
export function isWhole(report: PartReport, file: ts.SourceFile, move: Move): boolean {
  const fate = fateOfReport(report, file, move);
  return fate === 'breaks' ? movedPart(report, file, move) !== null : true;
}

/** `null` where it speaks of a place that is gone. */
export function movedPart(report: PartReport, file: ts.SourceFile, move: Move): PartReport | null {
  if (fateOfReport(report, file, move) === 'stays') return report;
  let isGone = false;
  const moved = withOffsets(report, file, (path, old) => {
    const now = move.offset(path, old);
    isGone ||= now === null;
    return now ?? old;
  });
  return isGone ? null : moved;
}

/** What a report speaks of in one file, from the first offset to the last. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

const stretches = new WeakMap<PartReport, ReadonlyMap<string, Stretch>>();

function fateOfReport(report: PartReport, file: ts.SourceFile, move: Move): Fate {
  const known = stretches.get(report) ?? stretchesOf(report, file);
  stretches.set(report, known);
  const fates = [...known].map(([path, { first, last }]) => move.fate(path, first, last));
  if (fates.includes('breaks')) return 'breaks';
  return fates.includes('moves') ? 'moves' : 'stays';
}

function stretchesOf(report: PartReport, file: ts.SourceFile): ReadonlyMap<string, Stretch> {
  const found = new Map<string, Stretch>();
  withOffsets(report, file, (path, offset) => {
    const { first, last } = found.get(path) ?? { first: offset, last: offset };
    found.set(path, { first: Math.min(first, offset), last: Math.max(last, offset) });
    return offset;
  });
  return found;
}

/** The report with other offsets. */
function withOffsets(
  report: PartReport,
  file: ts.SourceFile,
  offset: (path: string, old: number) => number,
): PartReport {
  const range = <T extends { readonly start: number; readonly end: number }>(one: T): T => ({
    ...one,
    start: offset(file.fileName, one.start),
    end: offset(file.fileName, one.end),
  });
  const span = <T extends Span>(one: T): T => {
    const { start, end } = range(one);
    return { ...one, ...spanAt(file, Math.min(start, file.end), end) };
  };
  const place = <T extends Place | null>(one: T): T =>
    one === null ? one : { ...one, start: offset(one.file, one.start), end: offset(one.file, one.end) };
  const functions = report.functions.map((one) => {
    const { start, end } = range(one);
    const { line } = spanAt(file, Math.min(start, file.end), end);
    return { ...one, start, end, line, guards: one.guards.map(span), untold: one.untold.map(span) };
  });
  return {
    functions,
    tensors: report.tensors.map(span),
    bindings: report.bindings.map(range),
    findings: report.findings.map(({ finding, fault }) => ({
      finding: {
        ...finding,
        place: place(finding.place),
        related: finding.related.map((one) => ({ ...one, place: place(one.place) })),
      },
      fault: fault === null ? null : { place: place(fault.place), origin: place(fault.origin) },
    })),
    models: report.models.map((one) => ({ ...range(one), selection: range(one.selection) })),
    calls: report.calls.map(range),
    passed: report.passed.map((one) => ({ ...one, start: offset(file.fileName, one.start) })),
    ranks: report.ranks,
    entered: report.entered,
    ran: report.ran,
    asksTypes: report.asksTypes,
  };
}

/** What a part told of its names; `null` where one is gone. */
export function movedBindings({ bindings }: PartReport, path: string, move: Move): readonly BindingReport[] | null {
  const moved = bindings.flatMap((one) => {
    const [start, end] = [move.offset(path, one.start), move.offset(path, one.end)];
    return start === null || end === null ? [] : [{ ...one, start, end }];
  });
  return moved.length < bindings.length ? null : moved;
}

/** What a part passed to the parameters that are still there. */
export function movedPassed({ passed }: PartReport, path: string, move: Move): PartReport['passed'] {
  return passed.flatMap(({ start, rank }) => {
    const now = move.offset(path, start);
    return now === null ? [] : [{ start: now, rank }];
  });
}
