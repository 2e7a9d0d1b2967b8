/** Candidates: edits that may answer a finding, before they were tried. */
import type { Settings } from '../../../shared/settings.ts';
import type { Workspace } from '../../workspace.ts';
import type { Analysed } from '../analyzeFile.ts';
import type { FixReport } from '../report.ts';

/** What fixes are made and tried with: the file's analysis, and the workspace that it was made from. */
export interface FixContext extends Analysed {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly path: string;
}

export interface Candidate extends FixReport {
  /** Candidates that answer the same are not offered beside each other; the first that works is. */
  readonly answers: string;
  /** The names that it declares in a contract, which makes the pinning a violation; otherwise the relation must go. */
  readonly declares: readonly string[];
}
