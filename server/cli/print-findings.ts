/** Findings for people: place, message, the code with a frame, what led there, what can be done. */
import { codeFrameColumns } from '@babel/code-frame';
import pc from 'picocolors';
import { type Effort, effortForFile } from '../analysis/fixes/candidate.ts';
import type { DiagnosticReport, RelatedReport, Severity } from '../analysis/report.ts';
import { relativePath } from '../workspace/paths.ts';
import type { Workspace } from '../workspace.ts';
import type { Run } from './analyze-paths.ts';

/** All findings, in the order of their places; those at hint level only where `hints` asks for them. */
export function printFindings(run: Run, hints: boolean): string {
  const printed = run.files.flatMap((file) => {
    const effort = effortForFile();
    return file.diagnostics
      .filter(({ severity }) => hints || severity !== 'hint')
      .sort((a, b) => a.start - b.start)
      .map((finding) => printFinding(finding, file.path, run, effort));
  });
  return printed.map((finding) => `${finding}\n`).join('');
}

const COLOURS: Readonly<Record<Severity, (text: string) => string>> = {
  error: pc.red,
  warning: pc.yellow,
  information: pc.blue,
  hint: pc.cyan,
};

function printFinding(finding: DiagnosticReport, path: string, { workspace, analyzer }: Run, effort: Effort): string {
  const place = pc.cyan(`${relativePath(path)}:${finding.line}:${finding.column}`);
  // Each fix is tried before it is offered; an editor, and the report as JSON, have them all.
  const fix = analyzer.likeliestFix(path, finding, effort);
  const lines = [
    `${place} ${COLOURS[finding.severity](finding.severity)} ${pc.dim(finding.code)}`,
    ...indent(finding.message),
    ...indent(codeFrame(workspace.text(path) ?? '', finding)),
    ...finding.related.flatMap((related) => indent(printRelated(related, workspace))),
    ...(fix === null ? [] : [`  ${pc.green('fix:')} ${fix.title}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A span of more lines than this is shown by its first line. */
const TALLEST_SPAN = 5;

function codeFrame(text: string, { start, end, line, column }: DiagnosticReport): string {
  const last = positionOf(text, end);
  const isTall = last.line - line >= TALLEST_SPAN;
  const location = { start: { line, column }, ...(!isTall && { end: last }) };
  return codeFrameColumns(text, start < end ? location : { start: location.start }, {
    highlightCode: pc.isColorSupported,
    linesAbove: 1,
    linesBelow: 1,
  });
}

function printRelated({ path, start, message }: RelatedReport, workspace: Workspace): string {
  const text = workspace.text(path) ?? '';
  const { line, column } = positionOf(text, start);
  const code = (text.split('\n')[line - 1] ?? '').trim();
  return `${pc.cyan(`${relativePath(path)}:${line}:${column}`)} ${message}\n  ${pc.dim(code)}`;
}

/** Line and column, both from 1. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
