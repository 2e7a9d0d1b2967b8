/** The facade of the analysis: a program in, reports out. One evaluation serves every view. */
import type { Settings } from '../../shared/settings.ts';
import { Machine } from '../interpreter/machine.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { type Workspace, WorkspaceError } from '../workspace.ts';
import { type Analysed, analyzeFile } from './analyzeFile.ts';
import { describeCall } from './calls/describe.ts';
import type { CallReport } from './calls/report.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explanation.ts';
import type { FixContext } from './fixes/candidate.ts';
import { removeWrongComments } from './fixes/removeComments.ts';
import { writeContractAt, writeContracts } from './fixes/writeContracts.ts';
import { verifiedFixes } from './fixes.ts';
import { hostOf } from './host.ts';
import { keptSince, type Snapshot, snapshotOf } from './incremental.ts';
import { type Given, instantiate, type NotInstantiated } from './instantiate.ts';
import { failed, leftOut } from './leftOut.ts';
import { type OutlineReport, outlineOf } from './outline.ts';
import type { DiagnosticReport, FileAnalysis, FixReport, FunctionReport, Instantiation } from './report.ts';

export interface Analyzer {
  /** The analysis of one file, made anew where the workspace has changed and only as far as that reaches. Absolute paths throughout; `fixes` are left empty. */
  analyze(path: string): FileAnalysis;
  /** The fixes of one finding, each verified by analysing the edited text. */
  fixes(path: string, diagnostic: DiagnosticReport): readonly FixReport[];
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
  let current = '';
  let version = -1;
  let machine: Machine | null = null;
  const snapshots = new Map<string, Snapshot>();
  /** The files whose snapshots are of the present version. */
  let upToDate = new Set<string>();
  const failures = new Map<string, Analysed>();
  /** Fixes are asked for whenever the cursor moves, and each is tried: they are kept as long as the analysis. */
  let offered = new WeakMap<DiagnosticReport, readonly FixReport[]>();
  const host = hostOf(workspace, settings, () => current);

  const currentMachine = (): Machine => {
    machine ??= new Machine(host, new Recorder(null));
    return machine;
  };
  const update = (path: string): Analysed => {
    current = path;
    if (version !== workspace.version) {
      version = workspace.version;
      machine = null;
      upToDate = new Set();
      failures.clear();
      offered = new WeakMap();
    }
    const before = snapshots.get(path);
    if (before !== undefined && upToDate.has(path)) return before.analysed;
    upToDate.add(path);
    const kept = before === undefined ? 'nothing' : keptSince(before, workspace);
    if (before !== undefined && kept === 'all') return before.analysed;
    const analysed = analyzeFile(currentMachine(), path, settings, typeof kept === 'string' ? undefined : kept);
    snapshots.set(path, snapshotOf(currentMachine(), workspace, path, analysed));
    return analysed;
  };
  /** A failure costs the file that it happens in, until something changes. */
  const analyze = (path: string): Analysed => {
    try {
      const known = version === workspace.version ? failures.get(path) : undefined;
      const analysed = known ?? update(path);
      const reason = analysed.parts.length > 0 ? null : workspace.skipReason(path);
      return reason === null ? analysed : leftOut(path, workspace.text(path) ?? '', reason, settings);
    } catch (error) {
      if (error instanceof WorkspaceError) throw error;
      // What the machine was doing is half done.
      machine = null;
      snapshots.delete(path);
      const told = failed(path, workspace.text(path) ?? '', error, settings);
      failures.set(path, told);
      return told;
    }
  };
  return {
    analyze: (path) => analyze(path).analysis,
    fixes(path, diagnostic) {
      const context = { workspace, settings, path, ...analyze(path) };
      const fixes = offered.get(diagnostic) ?? verifiedFixes(context, diagnostic);
      offered.set(diagnostic, fixes);
      return fixes;
    },
    explain: (path, offset) => explain(analyze(path), offset),
    outline(path) {
      const file = workspace.sourceFile(path);
      return file === null ? [] : outlineOf(analyze(path), file);
    },
    describeCall: (path, offset) =>
      describeCall(
        {
          ...{ workspace, settings, path, ...analyze(path), machine: currentMachine() },
          analysisOf: (other) => analyze(other).analysis,
        },
        offset,
      ),
    rewrite: (path, rewriting) => rewrite({ workspace, settings, path, ...analyze(path) }, rewriting),
    instantiate(path, program, given) {
      const analysed = analyze(path);
      return instantiate(currentMachine(), analysed, program, given);
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
