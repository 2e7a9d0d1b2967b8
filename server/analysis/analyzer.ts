/** The facade of the analysis: a program in, reports out. One evaluation serves every view. */
import type { Settings } from '../../shared/settings.ts';
import type { Workspace } from '../workspace.ts';
import type { DiagnosticReport, FileAnalysis, FixReport } from './report.ts';

export interface Analyzer {
  /** The analysis of one file, cached until the workspace changes. Absolute paths throughout; `fixes` are left empty. */
  analyze(path: string): FileAnalysis;
  /** The fixes of one finding, each verified by analysing the edited text. */
  fixes(path: string, diagnostic: DiagnosticReport): readonly FixReport[];
}

export function createAnalyzer(workspace: Workspace, settings: Settings): Analyzer {
  throw new Error(`not yet: ${workspace} ${settings}`);
}
