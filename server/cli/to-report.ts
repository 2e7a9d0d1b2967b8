/** The public JSON report of a run: paths relative to the current folder, fixes included. */
import type { Analyzer } from '../analysis/analyzer.ts';
import { type Effort, effortForFile } from '../analysis/fixes/candidate.ts';
import type { DiagnosticReport, FileAnalysis, FileReport, Report } from '../analysis/report.ts';
import { relativePath } from '../workspace/paths.ts';
import type { Run } from './analyze-paths.ts';
import { countTensors } from './count-tensors.ts';

export function toReport({ analyzer, files, milliseconds }: Run): Report {
  const reports = files.map((file) => fileReport(file, analyzer));
  const functions = files.reduce((sum, file) => sum + file.functions.length, 0);
  return {
    version: 1,
    files: reports,
    stats: { files: files.length, functions, ...countTensors(files), milliseconds },
  };
}

function fileReport({ path, functions, tensors, diagnostics }: FileAnalysis, analyzer: Analyzer): FileReport {
  const effort = effortForFile();
  return {
    path: relativePath(path),
    functions,
    tensors,
    diagnostics: diagnostics.map((diagnostic) => withFixes(diagnostic, path, analyzer, effort)),
  };
}

function withFixes(diagnostic: DiagnosticReport, path: string, analyzer: Analyzer, effort: Effort): DiagnosticReport {
  return {
    ...diagnostic,
    related: diagnostic.related.map((related) => ({ ...related, path: relativePath(related.path) })),
    fixes: analyzer
      .fixes(path, diagnostic, effort)
      .filter(({ silences }) => silences !== true)
      .map(({ title, edits }) => ({
        title,
        edits: edits.map((edit) => ({ ...edit, path: relativePath(edit.path) })),
      })),
  };
}
