/**
 * Idle statements: of no use yet, as `const mask = tf.ones([8, 8]);` when it was just typed. They stand alone, so one run of
 * them tells that they need nothing, change nothing and do not throw, wherever the function that they stand in is called.
 */
import type { ts } from 'ts-morph';
import { isAlone } from '../../interpreter/alone.ts';
import { inFreshRun } from '../../interpreter/freshRun.ts';
import { isInert } from '../../interpreter/inert.ts';
import type { Machine } from '../../interpreter/machine.ts';
import { Recorder } from '../../interpreter/recorder.ts';
import { Scope } from '../../interpreter/scope.ts';
import { runStatements } from '../../interpreter/statements/block.ts';
import { settleObservations } from '../learned.ts';
import type { FileChange } from './change.ts';
import { type ChangedStatements, changedStatements } from './changedStatements.ts';
import { betweenComments } from './inertChange.ts';

/** A change that makes and takes away only statements that are idle or inert: the function means the same to all others. */
export interface IdleChange {
  /** From the line after the statement before it to the start of the one after it. */
  readonly region: FileChange;
  readonly changed: ChangedStatements;
  /** What the idle ones did, each in a run of its own. */
  readonly runs: ReadonlyMap<ts.Statement, Recorder>;
}

/** `null` where a change is none. */
export function idleChange(machine: Machine, change: FileChange): IdleChange | null {
  const scope = machine.modules.get(change.after.fileName)?.scope;
  const changed = scope && changedStatements(change);
  const region = changed && betweenComments(change, changed);
  if (scope === undefined || !changed || !region) return null;
  const runs = new Map<ts.Statement, Recorder>();
  for (const statement of [...changed.gone, ...changed.came]) {
    if (isInert(statement, machine.host.mayBeGlobal)) continue;
    const run = isAlone(machine, statement) ? quietRun(machine, statement, scope) : null;
    if (run === null) return null;
    runs.set(statement, run);
  }
  return { region, changed, runs };
}

/** What a statement does by itself; `null` where somebody notices it. That it might throw, only a `try` asks. */
function quietRun(machine: Machine, statement: ts.Statement, scope: Scope): Recorder | null {
  const recorder = new Recorder(null);
  let isUnnoticed = false;
  machine.journal.passing(() =>
    inFreshRun(machine, recorder, () => {
      const { kind } = runStatements(machine, [statement], new Scope(scope));
      isUnnoticed = kind === 'normal' && machine.journal.outward === 0;
      settleObservations(machine, recorder);
    }),
  );
  const { guards, faults, untold, isCut } = recorder;
  return isUnnoticed && !isCut && guards.length + faults.length + untold.length === 0 ? recorder : null;
}
