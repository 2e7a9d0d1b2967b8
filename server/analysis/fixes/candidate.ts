/** Candidates: edits that may answer a finding, before they were tried. */
import type { Settings } from '../../../shared/settings.ts';
import { BUDGET, type Machine } from '../../interpreter/machine.ts';
import type { Workspace } from '../../workspace.ts';
import type { Analysed } from '../assemble.ts';
import type { FixReport } from '../report.ts';

/** What fixes are made and tried with: the file's analysis, and the workspace that it was made from. */
export interface FixContext extends Analysed {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly path: string;
  /**
   * To be asked in another version, before its modules are loaded. Gives a machine on which they are prepared what the
   * analysis found of functions that are the same there.
   */
  carried(): (machine: Machine) => void;
  readonly effort: Effort;
}

/** What the trials of fixes may still cost, in steps of the interpreter. It is used up by them. */
export interface Effort {
  left: number;
}

/** For one finding that somebody looks at: a few runs of a function that takes all of its steps. */
export function effortForFinding(): Effort {
  return { left: 6 * BUDGET.steps };
}

/** For all findings of a file: of those that come after it is spent no fixes are tried. */
export function effortForFile(): Effort {
  return { left: 10 * BUDGET.steps };
}

/**
 * What an edit is for:
 * - `relieve`: the relation is no longer needed;
 * - `declare`: the contract names the size, so that pinning it is a violation;
 * - `prove`: the contract states the relation, so that nothing is left to rely on;
 * - `check`: the relation is asked for at the place of the edit.
 */
export type Goal = 'relieve' | 'declare' | 'prove' | 'check';

export interface Candidate extends FixReport {
  readonly goal: Goal;
  /** Candidates that answer the same are not offered beside each other; the first that works is. */
  readonly answers: string;
  /** The names that it declares in a contract. */
  readonly declares: readonly string[];
}
