/** The runs of files in the present version of a workspace: what still holds of earlier ones is taken over. */
import type { Settings } from '../../shared/settings.ts';
import { Machine } from '../interpreter/machine.ts';
import { once } from '../interpreter/once.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { type Workspace, WorkspaceError } from '../workspace.ts';
import { analyzeFile, type FileRun } from './analyzeFile.ts';
import { type Analysed, bindingsBetween, type Told, toldAnalysed } from './assemble.ts';
import { hostOf } from './host.ts';
import { type Since, snapshotOf, type Taken, takenSince } from './incremental.ts';
import { failed, leftOut } from './leftOut.ts';
import type { First } from './parts/roots.ts';
import { type Standpoint, standpointOf } from './parts/standpoint.ts';
import type { BindingReport } from './report.ts';
import { createVersions } from './versions.ts';

export interface Runs {
  of(path: string): Omit<FileRun, 'edited'>;
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
  const versions = createVersions();
  const host = hostOf(workspace, settings, () => current);

  const currentMachine = (): Machine => {
    machine ??= new Machine(host, new Recorder(null));
    return machine;
  };
  /** @param standpoint from where one sees the next version; `null` where this run tells */
  const running = (path: string, taken: Taken | null, standpoint: Standpoint | null = null): FileRun => {
    const on = currentMachine();
    // Of the snapshot before nothing else may be held, or it would hold the one before it, and so on.
    const prepared = versions.snapshot(path)?.prepared ?? NOTHING_PREPARED;
    return analyzeFile(on, path, settings, taken, (analysed) => {
      const snapshot = snapshotOf(on, workspace, path, analysed, prepared);
      versions.keep(snapshot, standpoint ?? standpointOf(on, host, analysed.parts));
    });
  };
  /** What can be told of a version without a run; `null` where nothing can. */
  const toldAt = (path: string, { taken, still, amended, ahead }: Since): FileRun | null => {
    const on = currentMachine();
    const told = (one: Told) => {
      const run = once(() => analyzeFile(on, path, settings, taken).whole());
      return toldAnalysed(path, settings, one, run);
    };
    if (still !== null) return finished(told(still));
    const [standpoint, before] = [versions.standpoint(path), versions.ahead(path)];
    const version = standpoint === undefined ? null : amended(standpoint);
    if (version !== null) {
      const analysed = told(version.told);
      versions.keep(version.snapshot(analysed), version.standpoint);
      return finished(analysed);
    }
    const now = before === undefined ? null : ahead(before);
    if (now === null) return null;
    versions.keepAhead(path, now.ahead);
    const rest = once(() => running(path, now.taken, now.ahead.standpoint));
    return toldAhead(
      toldAnalysed(path, settings, now.told, () => rest().whole()),
      rest,
    );
  };
  const start = (path: string): FileRun => {
    const before = versions.snapshot(path);
    const since = before === undefined ? 'nothing' : takenSince(before, workspace, host);
    if (before !== undefined && since === 'all') return finished(before.analysed);
    if (typeof since === 'string') return running(path, null);
    return toldAt(path, since) ?? running(path, since.taken);
  };
  /** A failure costs the file that it happens in, until something changes. */
  const guarded = <T>(path: string, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (error instanceof WorkspaceError) throw error;
      // What the machine was doing is half done.
      machine = null;
      versions.forget(path);
      runs.set(path, finished(failed(path, workspace.text(path) ?? '', error, settings)));
      return null;
    }
  };
  const keepEdited = (path: string, run: FileRun): void => {
    const edited = run.edited();
    const standpoint = edited && machine && standpointOf(machine, host, [edited.part]);
    if (!edited || standpoint?.watch == null) return;
    versions.keepAhead(path, { file: edited.file, report: edited.part.report, standpoint });
  };
  const runOf = (path: string): FileRun => {
    current = path;
    if (version !== workspace.version) {
      version = workspace.version;
      for (const [one, run] of runs) keepEdited(one, run);
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
      const before = versions.snapshot(path);
      const since = before === undefined ? 'nothing' : takenSince(before, workspace, host);
      return typeof since === 'string' ? null : since.taken;
    },
  };
}

const NOTHING_PREPARED: ReadonlySet<string> = new Set();

function finished(analysed: Analysed): FileRun {
  return {
    whole: () => analysed,
    advance: () => false,
    edited: () => null,
    bindingsIn: (start, end) => bindingsBetween(analysed, start, end),
    firstBindingsIn: (start, end) => ({ told: bindingsBetween(analysed, start, end), isSettled: true }),
    firstDiagnostics: () => ({ told: analysed.analysis.diagnostics, isSettled: true }),
  };
}

/**
 * A file whose edited root is told of, and all others as they were.
 * @param rest tells the others
 */
function toldAhead(first: Analysed, rest: () => FileRun): FileRun {
  let isWhole = false;
  const advance = () => {
    const isMore = rest().advance();
    isWhole ||= !isMore;
    return isMore;
  };
  const whole = () => {
    isWhole = true;
    return rest().whole();
  };
  return {
    whole,
    advance,
    edited: () => null,
    bindingsIn: (start, end) => rest().bindingsIn(start, end),
    firstBindingsIn: (start, end) =>
      isWhole ? rest().firstBindingsIn(start, end) : { told: bindingsBetween(first, start, end), isSettled: false },
    firstDiagnostics: () =>
      isWhole ? rest().firstDiagnostics() : { told: first.analysis.diagnostics, isSettled: false },
  };
}

function settledBindings({ analysis: { bindings } }: Analysed): First<readonly BindingReport[]> {
  return { told: bindings, isSettled: true };
}
