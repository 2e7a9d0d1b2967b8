/** The readable part of the corpus report: a table, the reasons, the findings at error level. */
import type { TensorState } from '../../server/analysis/report.ts';
import type { MeasuredCall, Measurement } from './measure.ts';

const STATES: readonly TensorState[] = ['known', 'opaque', 'partial', 'unknown'];

const HEADER = ['program', 'files', 'functions', 'calls', ...STATES, 'errors', 'gave up', 'exceptions', 'seconds'];

/** One row for each program, and their total. */
export function printTable(measurements: readonly Measurement[]): string {
  const rows = [HEADER, ...measurements.map(tableRow), tableRow(total(measurements))];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => `${row.map(pad).join('  ')}\n`).join('');
}

/** The most frequent reasons why shapes are not known, each with its count and an example. */
export function printReasons({ name, calls }: Measurement, count: number): string {
  const groups = new Map<string, MeasuredCall[]>();
  for (const call of calls) {
    if (call.state === 'known') continue;
    const reason = `${call.state}: ${(call.why ?? 'no reason is given').replace(/`[^`]*`/g, '`…`')}`;
    groups.set(reason, [...(groups.get(reason) ?? []), call]);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, count);
  const lines = sorted.map(([reason, [example, ...rest]]) => {
    const place = example ? `${example.path}:${example.line}:${example.column}  ${example.why ?? ''}` : '';
    return `${String(rest.length + 1).padStart(6)}  ${reason}\n        ${place}\n`;
  });
  return `\n${name}\n${lines.join('')}`;
}

/** The findings at error level, each with its place and code. */
export function printErrors({ findings }: Measurement): string {
  return findings
    .filter(({ finding }) => finding.severity === 'error')
    .map(({ path, finding, code }) => {
      const { line, column, message } = finding;
      return `${path}:${line}:${column} ${finding.code}\n  ${message.replaceAll('\n', '\n  ')}\n  > ${code}\n`;
    })
    .join('');
}

export function total(measurements: readonly Measurement[]): Measurement {
  const sum = (pick: (measurement: Measurement) => number): number =>
    measurements.reduce((result, measurement) => result + pick(measurement), 0);
  return {
    name: 'total',
    files: sum(({ files }) => files),
    functions: sum(({ functions }) => functions),
    calls: measurements.flatMap(({ calls }) => calls),
    findings: measurements.flatMap(({ findings }) => findings),
    exceptions: measurements.flatMap(({ exceptions }) => exceptions),
    seconds: sum(({ seconds }) => seconds),
  };
}

function tableRow({ name, files, functions, calls, findings, exceptions, seconds }: Measurement): string[] {
  const share = (state: TensorState): string => {
    const count = calls.filter((call) => call.state === state).length;
    return calls.length === 0 ? '-' : `${((100 * count) / calls.length).toFixed(1)} %`;
  };
  return [
    name,
    ...[files, functions, calls.length].map(String),
    ...STATES.map(share),
    String(findings.filter(({ finding }) => finding.severity === 'error').length),
    String(findings.filter(({ finding }) => finding.code === 'gave-up').length),
    String(exceptions.length),
    seconds.toFixed(1),
  ];
}
