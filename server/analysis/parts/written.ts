/** Reports of parts, written for other positions than those that they were made for. */
import { once } from '../../interpreter/once.ts';
import type { Place } from '../../symbolic/place.ts';
import { type Lines, spanIn } from '../positions.ts';
import type { FunctionReport, Span } from '../report.ts';
import type { PartFinding, PartReport } from './part.ts';

/** The report at other positions, each part of it made when somebody asks for it. */
export function written(report: PartReport, at: Positions): PartReport {
  const parts = {
    functions: once(() => report.functions.map((one) => functionAt(one, at))),
    tensors: once(() => report.tensors.map(at.span)),
    bindings: once(() => report.bindings.map(at.range)),
    findings: once(() => report.findings.map((one) => findingAt(one, at))),
    models: once(() => report.models.map((one) => ({ ...at.range(one), selection: at.range(one.selection) }))),
    calls: once(() => report.calls.map(at.range)),
    passed: once(() => report.passed.map((one) => ({ ...one, start: at.offset(one.start) }))),
    unreached: once(() => report.unreached.map(at.offset)),
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
    get unreached() {
      return parts.unreached();
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
export interface Positions {
  offset(old: number): number;
  range<T extends Pick<Span, 'start' | 'end'>>(one: T): T;
  span<T extends Pick<Span, 'start' | 'end'>>(one: T): T & Span;
  place<T extends Place | null>(one: T): T;
}

export function positionsIn(path: string, lines: Lines, offset: (path: string, old: number) => number): Positions {
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
