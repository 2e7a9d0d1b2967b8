/** Reports of a part that stayed as it was, moved to where it stands after a change of other parts. */
import type { ts } from 'ts-morph';
import { linesOf } from '../positions.ts';
import type { BindingReport } from '../report.ts';
import type { Fate } from './change.ts';
import type { PartReport } from './part.ts';
import { positionsIn, written } from './written.ts';

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
  const fate = fateOfReport(report, file, move);
  if (fate === 'stays') return report;
  if (fate === 'moves') return shifted(report, file, move) ?? moved(report, file, move);
  return moved(report, file, move);
}

function moved(report: PartReport, file: ts.SourceFile, move: Move): PartReport | null {
  let isGone = false;
  const made = withOffsets(report, file, (path, old) => {
    const now = move.offset(path, old);
    isGone ||= now === null;
    return now ?? old;
  });
  return isGone ? null : made;
}

/** What a report speaks of in one file, from the first offset to the last. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

type Stretches = ReadonlyMap<string, Stretch>;

const stretches = new WeakMap<PartReport, Stretches>();

function fateOfReport(report: PartReport, file: ts.SourceFile, move: Move): Fate {
  const fates = [...stretchesOf(report, file)].map(([path, { first, last }]) => move.fate(path, first, last));
  if (fates.includes('breaks')) return 'breaks';
  return fates.includes('moves') ? 'moves' : 'stays';
}

function stretchesOf(report: PartReport, file: ts.SourceFile): Stretches {
  const known = stretches.get(report) ?? findStretches(report, file);
  stretches.set(report, known);
  return known;
}

function findStretches(report: PartReport, file: ts.SourceFile): Stretches {
  const found = new Map<string, Stretch>();
  withOffsets(report, file, (path, offset) => {
    const { first, last } = found.get(path) ?? { first: offset, last: offset };
    found.set(path, { first: Math.min(first, offset), last: Math.max(last, offset) });
    return offset;
  });
  return found;
}

/** A report that stands elsewhere in its file as a whole. */
interface Shift {
  readonly report: PartReport;
  readonly by: number;
}

const shifts = new WeakMap<PartReport, Shift>();

/** Written anew as far as somebody asks, from what it was at first; `null` where it speaks of several files. */
function shifted(report: PartReport, file: ts.SourceFile, move: Move): PartReport | null {
  const path = file.fileName;
  const [own, other] = [...stretchesOf(report, file)];
  const now = own?.[0] === path && other === undefined ? move.offset(path, own[1].first) : null;
  if (own === undefined || now === null) return null;
  const by = now - own[1].first;
  const before = shifts.get(report) ?? { report, by: 0 };
  const made = written(
    before.report,
    positionsIn(path, linesOf(file), (_, old) => old + before.by + by),
  );
  shifts.set(made, { report: before.report, by: before.by + by });
  stretches.set(made, new Map([[path, { first: now, last: own[1].last + by }]]));
  return made;
}

/** The report with other offsets. */
function withOffsets(
  report: PartReport,
  file: ts.SourceFile,
  offset: (path: string, old: number) => number,
): PartReport {
  return { ...written(report, positionsIn(file.fileName, linesOf(file), offset)) };
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
