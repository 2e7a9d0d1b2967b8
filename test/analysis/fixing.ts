/** Fixes in tests: a program goes in, the titles that are offered and the texts after them come out. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { DiagnosticReport } from '../../server/analysis/report.ts';
import { applyEdits } from '../../server/workspace/edits.ts';
import { toPath } from '../../server/workspace/paths.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const IMPORT = "import * as tf from '@tensorflow/tfjs';";

interface Offered {
  readonly finding: DiagnosticReport;
  readonly title: string;
  /** The text after the fix, without the import. */
  readonly after: string;
}

/** One for all programs: the library's declarations are read once. */
const workspace = openWorkspace([]);

/** All fixes of a program, in the order of its findings. The import of the library is added. */
export function offeredFixes(program: string, name = 'program.ts'): readonly Offered[] {
  const { analyzer, path, text } = analysed(program, name);
  return analyzer.analyze(path).diagnostics.flatMap((finding) =>
    analyzer.fixes(path, finding).map(({ title, edits }): Offered => {
      const version = workspace.version;
      assert.equal(workspace.text(path), text, 'a trial leaves no trace');
      assert.equal(workspace.version, version);
      return { finding, title, after: applyEdits(text, edits).slice(text.length - program.length) };
    }),
  );
}

export function titles(program: string, name?: string): readonly string[] {
  return offeredFixes(program, name).map(({ title }) => title);
}

/** The fix of that title turns the program `before` into `after`. */
export function expectFix(title: string, before: string, after: string, name?: string): void {
  const offered = offeredFixes(before, name);
  const fix = offered.find((one) => one.title === title);
  assert(fix, `"${title}" is offered, among ${JSON.stringify(offered.map((one) => one.title))}`);
  assert.equal(fix.after, after);
}

/** The findings of a program, each as `code "the text that it covers": message`. */
export function findings(program: string, name = 'program.ts'): readonly string[] {
  const { analyzer, path, text } = analysed(program, name);
  return analyzer
    .analyze(path)
    .diagnostics.map(({ code, start, end, message }) => `${code} "${text.slice(start, end)}": ${message}`);
}

/** The text with the import before it, in a workspace of its own, and what analyses it. */
export function analysed(program: string, name: string) {
  const path = toPath(join(import.meta.dirname, name));
  const text = `${IMPORT}${program.includes('\r\n') ? '\r\n' : '\n'}${program}`;
  workspace.setOverlay(path, text);
  return { analyzer: createAnalyzer(workspace, DEFAULT_SETTINGS), path, text };
}
