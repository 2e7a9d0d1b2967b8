/** The fixtures: what the analysis says of each, as claims. The only caller of the analysis among the fixture tests. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type Analyzer, createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { DiagnosticReport, FileAnalysis, FunctionReport, GuardReport } from '../../server/analysis/report.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { Claim } from './markers.ts';

export const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

export function analyzerOf(folder: string): Analyzer {
  return createAnalyzer(openWorkspace([folder]), DEFAULT_SETTINGS);
}

/** Everything that an analysis says to the author: shapes behind names, results, guards and other findings. */
export function claimsOf(analysis: FileAnalysis, text: string): readonly Claim[] {
  return [
    ...analysis.bindings
      .filter(({ kind, hint }) => hint && kind !== 'return')
      .map((one) => ({ ...one, text: one.text + dtypeText(one.dtype) })),
    ...analysis.functions.flatMap((program) => resultClaims(program, text)),
    ...analysis.diagnostics.map((finding) => ({ ...finding, text: findingText(finding, analysis) })),
  ];
}

function resultClaims(program: FunctionReport, text: string): Claim[] {
  const span = nameSpan(program, text);
  const claims = program.returns.map(({ shape, dtype, under }) => {
    const what = shape === null ? 'a tensor of unknown shape' : `[${shape.join(', ')}]`;
    return { ...span, text: `returns ${what}${dtypeText(dtype)}${where(under)}` };
  });
  return program.complete ? claims : [...claims, { ...span, text: `incomplete: ${program.why}` }];
}

/** The name of a function in its first line; its first character where the name does not stand there. */
function nameSpan({ name, start }: FunctionReport, text: string): { start: number; end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart).split('\n', 1)[0] ?? '';
  const word = name.split('.').at(-1) ?? name;
  const index = line.search(new RegExp(`(?<![\\w$])${word.replace(/[^\w]/g, '\\$&')}(?![\\w$])`));
  return index < 0 ? { start, end: start + 1 } : { start: lineStart + index, end: lineStart + index + word.length };
}

/** float32 is what most tensors hold, and not worth a word. */
function dtypeText(dtype: string | null): string {
  return dtype === null || dtype === 'float32' ? '' : ` ${dtype}`;
}

const GUARD_CODES = ['guard', 'specialization'];

function findingText(finding: DiagnosticReport, { functions }: FileAnalysis): string {
  const { code, severity, message } = finding;
  if (!GUARD_CODES.includes(code)) return `${severity} ${code}: ${message.replaceAll('\n', ' ')}`;
  const guard = functions.flatMap(({ guards }) => guards).find((one) => tells(finding, one));
  assert.ok(guard, `the finding "${message}" has no guard`);
  assert.equal(guard.specialization, code === 'specialization', message);
  assert.equal(severity, code === 'guard' ? 'hint' : 'information');
  const kind = guard.kind === 'requires' ? '' : 'assumes ';
  return `${code}: ${kind}${guard.expr}${where(guard.under)} (${guard.reason})`;
}

/** Whether a finding puts that guard into words. */
export function tells({ start, end, message }: DiagnosticReport, guard: GuardReport): boolean {
  return start === guard.start && end === guard.end && message.includes(guard.text) && message.includes(guard.reason);
}

function where(under: readonly string[]): string {
  return under.length === 0 ? '' : ` where ${under.join(' and ')}`;
}
