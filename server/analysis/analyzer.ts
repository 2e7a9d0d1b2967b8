/** The facade of the analysis: a program in, reports out. One evaluation serves every view. */
import type { Settings } from '../../shared/settings.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysed } from './assemble.ts';
import { describeCall } from './calls/describe.ts';
import type { CallReport } from './calls/report.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explanation.ts';
import { type Effort, effortForFinding, type FixContext } from './fixes/candidate.ts';
import { removeWrongComments } from './fixes/removeComments.ts';
import { writeContractAt, writeContracts } from './fixes/writeContracts.ts';
import { likeliestFix, verifiedFixes } from './fixes.ts';
import { type Given, instantiate, type NotInstantiated } from './instantiate.ts';
import { type OutlineReport, outlineOf } from './outline.ts';
import type { First } from './parts/roots.ts';
import type {
  BindingReport,
  DiagnosticReport,
  FileAnalysis,
  FixReport,
  FunctionReport,
  Instantiation,
} from './report.ts';
import { createRuns } from './runs.ts';

export interface Analyzer {
  /** The analysis of one file, made anew where the workspace has changed and only as far as that reaches. Absolute paths throughout; `fixes` are left empty. */
  analyze(path: string): FileAnalysis;
  /** Does one more step of it. @returns false where the rest is quickly done */
  advance(path: string): boolean;
  /** Its declared names and results between two offsets, made before the rest of the file. */
  bindings(path: string, start: number, end: number): readonly BindingReport[];
  /** The same at once: what no edit has touched may still be what it was before. */
  firstBindings(path: string, start: number, end: number): First<readonly BindingReport[]>;
  /** What is found in the file, in the same way; `null` where it was not analysed before. */
  firstDiagnostics(path: string): First<readonly DiagnosticReport[]> | null;
  /**
   * The fixes of one finding, each verified by analysing the edited text.
   * @param effort what all trials together may cost, where it is shared with other findings
   */
  fixes(path: string, diagnostic: DiagnosticReport, effort?: Effort): readonly FixReport[];
  /** The one of them that is likeliest to be meant, without those that silence the finding. */
  likeliestFix(path: string, diagnostic: DiagnosticReport, effort?: Effort): FixReport | null;
  /** Edits that answer no finding, each verified in the same way. */
  rewrite(path: string, rewriting: Rewriting): FixReport | null;
  /** More about the expression at an offset; `null` where there is nothing to say. */
  explain(path: string, offset: number): Explanation | null;
  /** Its models and contracts. */
  outline(path: string): readonly OutlineReport[];
  /** The call around an offset, while its arguments are written. */
  describeCall(path: string, offset: number): CallReport | null;
  /** One function of the file's analysis under given sizes. */
  instantiate(path: string, program: FunctionReport, given: Given): Instantiation | NotInstantiated;
}

/**
 * - `contracts`: writes contracts for all functions; `contract` for the one whose header is at an offset;
 * - `comments`: removes the shape comments that are wrong.
 */
export type Rewriting =
  | { readonly kind: 'contracts' | 'comments' }
  | { readonly kind: 'contract'; readonly offset: number };

/** @throws WorkspaceError where the settings name a library that is not known. */
export function createAnalyzer(workspace: Workspace, settings: Settings): Analyzer {
  const runs = createRuns(workspace, settings);
  const analyze = (path: string): Analysed => runs.of(path).whole();
  const contextOf = (path: string, effort = effortForFinding()): FixContext => ({
    ...{ workspace, settings, path, effort, ...analyze(path) },
    carried() {
      const taken = runs.taken(path);
      return (machine) => void taken?.(machine);
    },
  });
  /** Fixes are asked for whenever the cursor moves, and each is tried: they are kept as long as the analysis. */
  const offered = new WeakMap<DiagnosticReport, { readonly version: number; readonly fixes: readonly FixReport[] }>();
  return {
    analyze: (path) => analyze(path).analysis,
    advance: (path) => runs.of(path).advance(),
    bindings: (path, start, end) => runs.of(path).bindingsIn(start, end),
    firstBindings: (path, start, end) => runs.of(path).firstBindingsIn(start, end),
    firstDiagnostics: (path) => runs.of(path).firstDiagnostics(),
    fixes(path, diagnostic, effort) {
      const context = contextOf(path, effort);
      const known = offered.get(diagnostic);
      if (known?.version === workspace.version) return known.fixes;
      const fixes = verifiedFixes(context, diagnostic);
      // Where others have used up what trials may cost, these may not be all.
      if (effort === undefined) offered.set(diagnostic, { version: workspace.version, fixes });
      return fixes;
    },
    likeliestFix: (path, diagnostic, effort) => likeliestFix(contextOf(path, effort), diagnostic),
    explain: (path, offset) => explain(analyze(path), offset),
    outline(path) {
      const file = workspace.sourceFile(path);
      return file === null ? [] : outlineOf(analyze(path), file);
    },
    describeCall: (path, offset) =>
      describeCall(
        {
          ...{ ...contextOf(path), machine: runs.machine() },
          analysisOf: (other) => analyze(other).analysis,
        },
        offset,
      ),
    rewrite: (path, rewriting) => rewrite(contextOf(path), rewriting),
    instantiate(path, program, given) {
      const analysed = analyze(path);
      return instantiate(runs.machine(), analysed, program, given);
    },
  };
}

function rewrite(context: FixContext, rewriting: Rewriting): FixReport | null {
  switch (rewriting.kind) {
    case 'contracts':
      return writeContracts(context);
    case 'contract':
      return writeContractAt(context, rewriting.offset);
    default:
      return removeWrongComments(context);
  }
}
