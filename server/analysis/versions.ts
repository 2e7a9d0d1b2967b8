/** What is kept of the versions before, by the files that were analysed. */
import type { Snapshot } from './incremental.ts';
import type { Ahead } from './parts/ahead.ts';
import type { Standpoint } from './parts/standpoint.ts';

export interface Versions {
  /** The last one of which everything was told. */
  snapshot(path: string): Snapshot | undefined;
  /** Where its run ended; kept of few files. */
  standpoint(path: string): Standpoint | undefined;
  /** The edited root as it ran in a version after that. */
  ahead(path: string): Ahead | undefined;
  keep(snapshot: Snapshot, standpoint: Standpoint): void;
  keepAhead(path: string, ahead: Ahead): void;
  forget(path: string): void;
}

/** Each holds the machine of a run. */
const MOST_STANDPOINTS = 3;

export function createVersions(): Versions {
  const snapshots = new Map<string, Snapshot>();
  const standpoints = new Map<string, Standpoint>();
  const aheads = new Map<string, Ahead>();
  return {
    snapshot: (path) => snapshots.get(path),
    standpoint: (path) => standpoints.get(path),
    ahead: (path) => aheads.get(path),
    keep(snapshot, standpoint) {
      const { path } = snapshot;
      snapshots.set(path, snapshot);
      aheads.delete(path);
      setLatest(standpoints, path, standpoint);
    },
    keepAhead: (path, ahead) => setLatest(aheads, path, ahead),
    forget(path) {
      for (const one of [snapshots, standpoints, aheads]) one.delete(path);
    },
  };
}

/** Keeps those that were set last. */
function setLatest<T>(kept: Map<string, T>, path: string, value: T): void {
  kept.delete(path);
  kept.set(path, value);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > MOST_STANDPOINTS) kept.delete(oldest);
}
