/** Reports of a part that stayed as it was, moved to where it stands after a change of other parts. */
import type { ts } from 'ts-morph';
import type { Place } from '../../symbolic/place.ts';
import { spanAt } from '../positions.ts';
import type { Span } from '../report.ts';
import type { PartReport } from './part.ts';

/** Where an offset of a file is now; `null` for what is gone. */
export type Move = (path: string, offset: number) => number | null;

/** `null` where it speaks of a place that is gone. */
export function movedPart(report: PartReport, file: ts.SourceFile, move: Move): PartReport | null {
  let isGone = false;
  const offset = (path: string, old: number): number => {
    const now = move(path, old);
    isGone ||= now === null;
    return now ?? old;
  };
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
  const moved: PartReport = {
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
  };
  return isGone ? null : moved;
}

/** What a part told of its names and passed to others; `null` where a name is gone. What is gone is passed nothing. */
export function movedNames(
  { bindings, passed }: PartReport,
  file: ts.SourceFile,
  move: Move,
): Pick<PartReport, 'bindings' | 'passed'> | null {
  const at = (offset: number) => move(file.fileName, offset);
  const moved = bindings.flatMap((one) => {
    const [start, end] = [at(one.start), at(one.end)];
    return start === null || end === null ? [] : [{ ...one, start, end }];
  });
  if (moved.length < bindings.length) return null;
  const still = passed.flatMap(({ start, rank }) => {
    const now = at(start);
    return now === null ? [] : [{ start: now, rank }];
  });
  return { bindings: moved, passed: still };
}
