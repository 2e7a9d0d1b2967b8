/** Failures that must not end the server: each is told once, and everything else goes on. */
import { WorkspaceError } from './workspace.ts';

/** How to tell about trouble: `log` for developers, `warn` for the person at the editor. */
export interface Reporter {
  log(message: string): void;
  warn(message: string): void;
}

/**
 * The result of `run`, or `null` where it fails. `what` begins the sentence about the failure: "The analysis of a.ts".
 * Where a state is given, what failed in a state is not tried again in the same.
 */
export type Attempt = <T>(what: string, run: () => T, stateOf?: () => string) => T | null;

export function createAttempt(reporter: Reporter): Attempt {
  const failed = new Map<string, string>();
  const told = new Set<string>();
  return (what, run, stateOf) => {
    let state: string | undefined;
    try {
      state = stateOf?.();
      if (state !== undefined && failed.get(what) === state) return null;
      return run();
    } catch (error) {
      if (state !== undefined) failed.set(what, state);
      const isTheirs = error instanceof WorkspaceError;
      const text = isTheirs ? error.message : `${what} failed: ${describe(error)}`;
      if (!told.has(text)) reporter[isTheirs ? 'warn' : 'log'](text);
      told.add(text);
      return null;
    }
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
