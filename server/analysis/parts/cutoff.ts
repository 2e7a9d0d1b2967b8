/** The early cut-off: what an edit leaves as it was, though names lead from it to there. */
import type { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import { once } from '../../interpreter/once.ts';
import type { BodyChange, FileChange } from './change.ts';
import { type Callers, isEquivalent } from './equivalent.ts';
import { idleChange } from './idle.ts';
import { isLocal } from './local.ts';
import { nameOfFunction, type PartReport } from './part.ts';
import { isQuietPlace } from './quietPlace.ts';
import type { Unit } from './units.ts';

export interface Cutoff {
  /** Whether nothing has changed for a function, at a first look, which costs little. */
  isSpared(unit: Unit): boolean;
  /** The same after a look at what the edited function needs and gives now. */
  isFree(unit: Unit): boolean;
}

/** An edit of the body of one function. */
export interface BodyEdit extends Callers {
  readonly body: BodyChange;
  readonly change: FileChange;
  /** All files that the analysis depends on. */
  readonly files: readonly ts.SourceFile[];
  /** What names lead to. */
  readonly affected: ReadonlySet<Unit>;
  /** What was told of a function of the file. */
  reportOf(unit: Unit): PartReport | undefined;
}

/** Gives the machine the summaries of some functions, as far as these ran nothing but functions that mean the same as before. */
export type Install = (isGiven: (unit: Unit) => boolean, isSame: (unit: Unit) => boolean) => void;

/** To be asked on a machine whose modules are loaded and prepared. */
export function cutoffOf(machine: Machine, edit: BodyEdit, install: Install): Cutoff {
  const { body, affected, reportOf } = edit;
  const edited: ts.Node = body.after.node;
  const name = nameOfFunction(edited);
  const isHere = isLocal(machine, body, edit);
  const isOther = (unit: Unit) => unit.node !== edited && reportOf(unit) !== undefined;
  /** Types may come from anywhere, and so from the edited body. */
  const isUntyped = (unit: Unit) => isOther(unit) && reportOf(unit)?.asksTypes === false;
  const isSpared = (unit: Unit) =>
    !affected.has(unit) || (isHere && isUntyped(unit) && reportOf(unit)?.entered.has(name) === false);
  install(isSpared, isSpared);
  const cutting = (isCut: () => boolean, isKept: (unit: Unit) => boolean) =>
    once(() => {
      if (!isCut()) return false;
      install(
        (unit) => !isSpared(unit) && isKept(unit),
        (unit) => unit.node === edited || isSpared(unit) || isKept(unit),
      );
      return true;
    });
  const isIdle = cutting(
    () => isQuietPlace(machine, edit) && idleChange(machine, edit.change, null) !== null,
    (unit) => unit.node === edited || isOther(unit),
  );
  const isSame = cutting(() => isHere && isEquivalent(machine, body, edit), isUntyped);
  return {
    isSpared,
    isFree: (unit) => isSpared(unit) || (isOther(unit) && isIdle()) || (isUntyped(unit) && isSame()),
  };
}
