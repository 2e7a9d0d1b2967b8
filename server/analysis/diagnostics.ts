/** The findings of a file as reports, with the severities that the user chose. */
import type { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { faultFinding } from '../findings/fault.ts';
import { DEFAULT_SEVERITY, type Finding } from '../findings/finding.ts';
import { gaveUp } from '../findings/gaveUp.ts';
import { guardFinding } from '../findings/guard.ts';
import { placeOf } from '../interpreter/machine.ts';
import type { Fault } from '../interpreter/recorder.ts';
import type { Guard } from '../symbolic/guard.ts';
import { contractProblems } from './contractProblems.ts';
import { withoutIgnored } from './ignores.ts';
import { withPartners } from './partners.ts';
import { spanOfPlace } from './positions.ts';
import type { DiagnosticReport, Severity } from './report.ts';
import type { Trace } from './run.ts';

/** What is wrong in a callee for all its inputs is told there, and not again at its callers. */
export type IsTold = (fault: Fault) => boolean;

/** A relation that a trace needs: what fixes are made from. */
export interface Reliance {
  readonly guard: Guard;
  readonly trace: Trace;
}

/** A finding as it is told, with the relation behind it. */
export interface Told {
  readonly report: DiagnosticReport;
  readonly reliance: Reliance | null;
}

export function diagnosticReports(
  file: ts.SourceFile,
  traces: readonly Trace[],
  settings: Settings,
  isTold: IsTold,
): Told[] {
  const found = [...traces.flatMap((trace) => causesOf(trace, isTold)), ...contractProblems(file).map(alone)];
  const open = found.filter(
    ({ finding }) => finding.place.file === file.fileName && severityOf(finding, settings) !== 'off',
  );
  const told = withoutIgnored(file, open, alone).flatMap(({ finding, reliance }) =>
    reportsOf(file, finding, settings).map((report): Told => ({ report, reliance })),
  );
  return told.sort((a, b) => byPlace(a.report, b.report));
}

function byPlace(a: DiagnosticReport, b: DiagnosticReport): number {
  return a.start - b.start || a.end - b.end || a.code.localeCompare(b.code);
}

export function severityOf({ code }: Finding, settings: Settings): Severity | 'off' {
  return settings.severity[code] ?? DEFAULT_SEVERITY[code];
}

/** The findings of a trace. */
export function findingsOf(trace: Trace): Finding[] {
  return causesOf(trace, () => false).map(({ finding }) => finding);
}

interface Found {
  readonly finding: Finding;
  readonly reliance: Reliance | null;
}

function alone(finding: Finding): Found {
  return { finding, reliance: null };
}

function causesOf(trace: Trace, isTold: IsTold): Found[] {
  const { root, recorder, guards } = trace;
  return [
    ...recorder.faults.filter((fault) => !isTold(fault)).map((fault) => alone(faultFinding(fault))),
    ...guards.map((guard) => ({ finding: guardFinding(withPartners(trace, guard)), reliance: { guard, trace } })),
    ...(recorder.gaveUp === null ? [] : [alone(gaveUp(recorder.gaveUp, placeOf(root)))]),
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
