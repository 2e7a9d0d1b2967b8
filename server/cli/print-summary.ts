/** The last line of a run: how much was analysed, how much of it is known, what was found. */
import pc from 'picocolors';
import type { Severity } from '../analysis/report.ts';
import type { Run } from './analyze-paths.ts';
import { countTensors } from './count-tensors.ts';

export function summarize({ files, milliseconds }: Run): string {
  const functions = files.reduce((sum, file) => sum + file.functions.length, 0);
  if (functions === 0) return withoutProgram(files);
  const { tensors, known } = countTensors(files);
  const share = tensors === 0 ? '' : `, ${Math.round((100 * known) / tensors)} % of the shapes known`;
  const amount = `${plural(files.length, 'file')}, ${plural(functions, 'function')}, ${plural(tensors, 'tensor call')}${share}`;
  return `${findingCounts(files.flatMap((file) => file.diagnostics))}\n${pc.dim(`${amount}, ${(milliseconds / 1000).toFixed(1)} s`)}\n`;
}

function withoutProgram(files: Run['files']): string {
  const isStopped = files.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'gave-up'));
  const extent = isStopped ? ' as far as they are followed: --hints tells where the analysis stops' : '';
  return `${plural(files.length, 'file')}, no tensor program among them${extent}\n`;
}

function findingCounts(findings: readonly { readonly severity: Severity }[]): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const errors = count('error');
  const parts = [
    errors === 0 ? pc.green('no errors') : pc.red(plural(errors, 'error')),
    plural(count('warning'), 'warning'),
    `${count('information')} information`,
    plural(count('hint'), 'hint'),
  ];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
