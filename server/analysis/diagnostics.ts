/** The findings of a file as reports, with the severities that the user chose. */
import type { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { faultFinding } from '../findings/fault.ts';
import { DEFAULT_SEVERITY, type Finding } from '../findings/finding.ts';
import { gaveUp } from '../findings/gaveUp.ts';
import { guardFinding } from '../findings/guard.ts';
import { placeOf } from '../interpreter/machine.ts';
import { samePlace } from '../interpreter/recorder.ts';
import type { Guard } from '../symbolic/guard.ts';
import { contractProblems } from './contractProblems.ts';
import { withoutIgnored } from './ignores.ts';
import { withPartners } from './partners.ts';
import type { Cause, Part, PartFinding, PartReport } from './parts/part.ts';
import { spanOfPlace } from './positions.ts';
import type { DiagnosticReport, Severity } from './report.ts';
import type { Trace } from './run.ts';

/** A relation that a trace needs: what fixes are made from. */
export interface Reliance {
  readonly guard: Guard;
  readonly trace: Trace;
}

export function diagnosticReports(
  file: ts.SourceFile,
  parts: readonly PartReport[],
  settings: Settings,
): DiagnosticReport[] {
  const found = parts.flatMap(({ findings }) =>
    findings.filter(({ fault }) => fault === null || !isTold(fault, parts)),
  );
  const findings = [...found.map(({ finding }) => finding), ...contractProblems(file)];
  const open = findings.filter((one) => one.place.file === file.fileName && severityOf(one, settings) !== 'off');
  return withoutIgnored(file, open)
    .flatMap((one) => reportsOf(file, one, settings))
    .sort(byPlace);
}

/** What is wrong in a callee for all its inputs is told there, and not again at its callers. */
function isTold(fault: NonNullable<PartFinding['fault']>, parts: readonly PartReport[]): boolean {
  if (samePlace(fault.origin, fault.place)) return false;
  return parts.some(({ findings }) =>
    findings.some(
      ({ fault: other }) =>
        other !== null && samePlace(other.place, fault.origin) && samePlace(other.origin, fault.origin),
    ),
  );
}

/** The relation behind a finding; `null` for one that needs none. */
export function relianceOf(parts: readonly Part[], diagnostic: DiagnosticReport): Reliance | null {
  const isMeant = ({ code, place, message }: Finding) =>
    code === diagnostic.code &&
    place.start === diagnostic.start &&
    place.end === diagnostic.end &&
    message === diagnostic.message;
  const part = parts.find(({ report }) => report.findings.some(({ finding }) => isMeant(finding)));
  if (part === undefined) return null;
  const trace = part.trace();
  const guard = causesOf(trace).find(({ finding }) => isMeant(finding))?.guard ?? null;
  return guard === null ? null : { guard, trace };
}

function byPlace(a: DiagnosticReport, b: DiagnosticReport): number {
  return a.start - b.start || a.end - b.end || a.code.localeCompare(b.code);
}

export function severityOf({ code }: Finding, settings: Settings): Severity | 'off' {
  return settings.severity[code] ?? DEFAULT_SEVERITY[code];
}

/** The findings of a trace. */
export function findingsOf(trace: Trace): Finding[] {
  return causesOf(trace).map(({ finding }) => finding);
}

/** The findings of a trace with what is behind them. */
export function causesOf(trace: Trace): Cause[] {
  const { root, recorder, guards } = trace;
  const none = { guard: null, fault: null };
  return [
    ...recorder.faults.map((fault) => ({ finding: faultFinding(fault), guard: null, fault })),
    ...guards.map((guard) => ({ finding: guardFinding(withPartners(trace, guard)), guard, fault: null })),
    ...(recorder.gaveUp === null ? [] : [{ ...none, finding: gaveUp(recorder.gaveUp, placeOf(root)) }]),
  ];
}

function reportsOf(file: ts.SourceFile, finding: Finding, settings: Settings): DiagnosticReport[] {
  const { code, place, message } = finding;
  const severity = severityOf(finding, settings);
  if (severity === 'off') return [];
  const related = finding.related.map((one) => ({
    path: one.place.file,
    start: one.place.start,
    end: one.place.end,
    message: one.message,
  }));
  return [{ code, severity, message, related, fixes: [], ...spanOfPlace(file, place) }];
}
