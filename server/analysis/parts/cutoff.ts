/** The early cut-off: what an edit leaves as it was, though names lead from it to there. */
import { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import { once } from '../../interpreter/once.ts';
import type { BodyChange, FileChange } from './change.ts';
import { type Callers, isEquivalent } from './equivalent.ts';
import { isIdleChange } from './idle.ts';
import { isLocal, saysTheSame } from './local.ts';
import { nameOfFunction, type PartReport } from './part.ts';
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
  /**
   * Gives the machine the summaries of some functions, as far as these ran nothing but functions that mean the same as
   * before.
   */
  install(isGiven: (unit: Unit) => boolean, isSame: (unit: Unit) => boolean): void;
}

/** To be asked on a machine whose modules are loaded and prepared. */
export function cutoffOf(machine: Machine, edit: BodyEdit): Cutoff {
  const { body, affected, reportOf, install } = edit;
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
  const isIdle = cutting(() => isIdleEdit(machine, edit, name), isOther);
  const isSame = cutting(() => isHere && isEquivalent(machine, body, edit), isUntyped);
  return {
    isSpared,
    isFree: (unit) => isSpared(unit) || (isOther(unit) && isIdle()) || (isUntyped(unit) && isSame()),
  };
}

function isIdleEdit(machine: Machine, edit: BodyEdit, name: string): boolean {
  // One that spent its budget may come less far now.
  const isWithin = ({ entered, functions }: PartReport) => !entered.has(name) || functions.every((one) => one.complete);
  return (
    saysTheSame(machine, edit.body, edit) &&
    [...edit.parts.values()].every(isWithin) &&
    !edit.files.some(hasTry) &&
    isIdleChange(machine, edit.change)
  );
}

/** Whether it asks somewhere what may throw. */
function hasTry(file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean => ts.isTryStatement(node) || ts.forEachChild(node, visit) === true;
  return /\btry\b/.test(file.text) && visit(file);
}
