/** The runs of files in the present version of a workspace: what still holds of earlier ones is taken over. */
import type { Settings } from '../../shared/settings.ts';
import { Machine } from '../interpreter/machine.ts';
import { once } from '../interpreter/once.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { type Workspace, WorkspaceError } from '../workspace.ts';
import { type Analysed, analyzeFile, type FileRun, type Told, toldAnalysed } from './analyzeFile.ts';
import { hostOf } from './host.ts';
import { type Since, type Snapshot, snapshotOf, type Taken, takenSince } from './incremental.ts';
import { failed, leftOut } from './leftOut.ts';
import type { First } from './parts/roots.ts';
import { type Standpoint, standpointOf } from './parts/standpoint.ts';
import type { BindingReport } from './report.ts';

export interface Runs {
  of(path: string): FileRun;
  /** The machine that everything of the present version runs on. */
  machine(): Machine;
  /** What of a file's last analysis holds in the version that the workspace has now; `null` where that cannot be told. */
  taken(path: string): Taken | null;
}

/** @throws WorkspaceError where the settings name a library that is not known. */
export function createRuns(workspace: Workspace, settings: Settings): Runs {
  let current = '';
  let version = -1;
  let machine: Machine | null = null;
  let runs = new Map<string, FileRun>();
  const snapshots = new Map<string, Snapshot>();
  /** Of the files that were analysed last, in that order. */
  const standpoints = new Map<string, Standpoint>();
  const keep = (snapshot: Snapshot, standpoint: Standpoint): void => {
    const { path } = snapshot;
    snapshots.set(path, snapshot);
    standpoints.delete(path);
    standpoints.set(path, standpoint);
    const [oldest] = standpoints.keys();
    if (oldest !== undefined && standpoints.size > MOST_STANDPOINTS) standpoints.delete(oldest);
  };
  const host = hostOf(workspace, settings, () => current);

  const currentMachine = (): Machine => {
    machine ??= new Machine(host, new Recorder(null));
    return machine;
  };
  const start = (path: string): FileRun => {
    const before = snapshots.get(path);
    const since = before === undefined ? 'nothing' : takenSince(before, workspace, host);
    if (before !== undefined && since === 'all') return finished(before.analysed);
    const { taken = null, still = null, amended } = typeof since === 'string' ? NOTHING_SINCE : since;
    const running = currentMachine();
    const told = (one: Told) => {
      return toldAnalysed(
        path,
        settings,
        one,
        once(() => analyzeFile(running, path, settings, taken).whole()),
      );
    };
    if (still !== null) return finished(told(still));
    const standpoint = standpoints.get(path);
    const version = standpoint === undefined ? null : (amended?.(standpoint) ?? null);
    if (version !== null) {
      const analysed = told(version.told);
      keep(version.snapshot(analysed), version.standpoint);
      return finished(analysed);
    }
    // Of the snapshot before nothing else may be held, or it would hold the one before it, and so on.
    const prepared = before?.prepared ?? NOTHING_PREPARED;
    return analyzeFile(running, path, settings, taken, (analysed) => {
      keep(snapshotOf(running, workspace, path, analysed, prepared), standpointOf(running, host, analysed.parts));
    });
  };
  /** A failure costs the file that it happens in, until something changes. */
  const guarded = <T>(path: string, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (error instanceof WorkspaceError) throw error;
      // What the machine was doing is half done.
      machine = null;
      snapshots.delete(path);
      standpoints.delete(path);
      runs.set(path, finished(failed(path, workspace.text(path) ?? '', error, settings)));
      return null;
    }
  };
  const runOf = (path: string): FileRun => {
    current = path;
    if (version !== workspace.version) {
      version = workspace.version;
      machine = null;
      runs = new Map();
    }
    const known = runs.get(path);
    if (known !== undefined) return known;
    const run = guarded(path, () => start(path));
    if (run !== null) runs.set(path, run);
    return runs.get(path) ?? finished(failed(path, '', null, settings));
  };
  const wholeOf = (path: string): Analysed => {
    const analysed = guarded(path, () => runOf(path).whole()) ?? runOf(path).whole();
    const reason = analysed.parts.length > 0 ? null : workspace.skipReason(path);
    return reason === null ? analysed : leftOut(path, workspace.text(path) ?? '', reason, settings);
  };
  return {
    of: (path) => ({
      whole: () => wholeOf(path),
      advance: () => guarded(path, () => runOf(path).advance()) ?? false,
      bindingsIn: (from, to) =>
        guarded(path, () => runOf(path).bindingsIn(from, to)) ?? wholeOf(path).analysis.bindings,
      firstBindingsIn: (from, to) =>
        guarded(path, () => runOf(path).firstBindingsIn(from, to)) ?? settledBindings(wholeOf(path)),
      firstDiagnostics: () => guarded(path, () => runOf(path).firstDiagnostics()),
    }),
    machine: currentMachine,
    taken(path) {
      const before = snapshots.get(path);
      const since = before === undefined ? 'nothing' : takenSince(before, workspace, host);
      return typeof since === 'string' ? null : since.taken;
    },
  };
}

/** Each holds the machine of a run. */
const MOST_STANDPOINTS = 3;

const NOTHING_SINCE: Partial<Since> = {};

const NOTHING_PREPARED: ReadonlySet<string> = new Set();

function finished(analysed: Analysed): FileRun {
  return {
    whole: () => analysed,
    advance: () => false,
    bindingsIn: () => analysed.analysis.bindings,
    firstBindingsIn: () => settledBindings(analysed),
    firstDiagnostics: () => ({ told: analysed.analysis.diagnostics, isSettled: true }),
  };
}

function settledBindings({ analysis: { bindings } }: Analysed): First<readonly BindingReport[]> {
  return { told: bindings, isSettled: true };
}
