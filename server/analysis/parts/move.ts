/** Reports of a part that stayed as it was, moved to where it stands after a change of other parts. */
import type { ts } from 'ts-morph';
import { once } from '../../interpreter/once.ts';
import type { Place } from '../../symbolic/place.ts';
import { type Lines, linesOf, spanIn } from '../positions.ts';
import type { BindingReport, FunctionReport, Span } from '../report.ts';
import type { Fate } from './change.ts';
import type { PartFinding, PartReport } from './part.ts';

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

/** The report at other positions, each part of it made when somebody asks for it. */
function written(report: PartReport, at: Positions): PartReport {
  const parts = {
    functions: once(() => report.functions.map((one) => functionAt(one, at))),
    tensors: once(() => report.tensors.map(at.span)),
    bindings: once(() => report.bindings.map(at.range)),
    findings: once(() => report.findings.map((one) => findingAt(one, at))),
    models: once(() => report.models.map((one) => ({ ...at.range(one), selection: at.range(one.selection) }))),
    calls: once(() => report.calls.map(at.range)),
    passed: once(() => report.passed.map((one) => ({ ...one, start: at.offset(one.start) }))),
  };
  const { ranks, entered, ran, asksTypes, tally } = report;
  return {
    ...{ ranks, entered, ran, asksTypes, tally },
    get functions() {
      return parts.functions();
    },
    get tensors() {
      return parts.tensors();
    },
    get bindings() {
      return parts.bindings();
    },
    get findings() {
      return parts.findings();
    },
    get models() {
      return parts.models();
    },
    get calls() {
      return parts.calls();
    },
    get passed() {
      return parts.passed();
    },
  };
}

function functionAt(one: FunctionReport, { range, span }: Positions): FunctionReport {
  const { start, end } = range(one);
  const { line } = span(one);
  return { ...one, start, end, line, guards: one.guards.map(span), untold: one.untold.map(span) };
}

function findingAt({ finding, fault }: PartFinding, { place }: Positions): PartFinding {
  return {
    finding: {
      ...finding,
      place: place(finding.place),
      related: finding.related.map((one) => ({ ...one, place: place(one.place) })),
    },
    fault: fault === null ? null : { place: place(fault.place), origin: place(fault.origin) },
  };
}

/** Where what a report speaks of is now. */
interface Positions {
  offset(old: number): number;
  range<T extends Pick<Span, 'start' | 'end'>>(one: T): T;
  span<T extends Pick<Span, 'start' | 'end'>>(one: T): T & Span;
  place<T extends Place | null>(one: T): T;
}

function positionsIn(path: string, lines: Lines, offset: (path: string, old: number) => number): Positions {
  const own = (old: number) => offset(path, old);
  const range = <T extends Pick<Span, 'start' | 'end'>>(one: T): T => ({
    ...one,
    start: own(one.start),
    end: own(one.end),
  });
  return {
    offset: own,
    range,
    span: (one) => {
      const { start, end } = range(one);
      return { ...one, ...spanIn(lines, Math.min(start, lines.end), end) };
    },
    place: (one) =>
      one === null ? one : { ...one, start: offset(one.file, one.start), end: offset(one.file, one.end) },
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
