/** The findings of a file as reports, with the severities that the user chose. */
import type { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { faultFinding } from '../findings/fault.ts';
import { DEFAULT_SEVERITY, type Finding } from '../findings/finding.ts';
import { gaveUp } from '../findings/gaveUp.ts';
import { guardFinding } from '../findings/guard.ts';
import { placeOf } from '../interpreter/machine.ts';
import type { Fault } from '../interpreter/recorder.ts';
import { minimalGuards } from '../symbolic/guard.ts';
import { spanOfPlace } from './positions.ts';
import type { DiagnosticReport } from './report.ts';
import type { Trace } from './run.ts';

/** What is wrong in a callee for all its inputs is told there, and not again at its callers. */
export type IsTold = (fault: Fault) => boolean;

export function diagnosticReports(
  file: ts.SourceFile,
  traces: readonly Trace[],
  settings: Settings,
  isTold: IsTold,
): DiagnosticReport[] {
  const reports = traces
    .flatMap((trace) => findingsOf(trace, isTold))
    .filter(({ place }) => place.file === file.fileName)
    .flatMap((finding) => reportOf(file, finding, settings));
  return reports.sort((a, b) => a.start - b.start || a.end - b.end || a.code.localeCompare(b.code));
}

function findingsOf({ root, recorder }: Trace, isTold: IsTold): Finding[] {
  return [
    ...recorder.faults.filter((fault) => !isTold(fault)).map(faultFinding),
    ...minimalGuards(recorder.guards).map(guardFinding),
    ...(recorder.gaveUp === null ? [] : [gaveUp(recorder.gaveUp, placeOf(root))]),
  ];
}

function reportOf(file: ts.SourceFile, { code, place, message, related }: Finding, settings: Settings): DiagnosticReport[] {
  const severity = settings.severity[code] ?? DEFAULT_SEVERITY[code];
  if (severity === 'off') return [];
  const others = related.map((one) => ({ path: one.place.file, start: one.place.start, end: one.place.end, message: one.message }));
  return [{ code, severity, message, related: others, fixes: [], ...spanOfPlace(file, place) }];
}
