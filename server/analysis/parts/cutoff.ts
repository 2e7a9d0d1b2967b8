/** The early cut-off: what an edit leaves as it was, though names lead from it to there. */
import { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import { once } from '../../interpreter/once.ts';
import { amended } from './amend.ts';
import type { BodyChange, FileChange } from './change.ts';
import { type Callers, isEquivalent } from './equivalent.ts';
import { idleChange } from './idle.ts';
import { isLocal, saysTheSame } from './local.ts';
import { nameOfFunction, type PartReport } from './part.ts';
import type { Unit } from './units.ts';

export interface Cutoff {
  /** Whether nothing has changed for a function, at a first look, which costs little. */
  isSpared(unit: Unit): boolean;
  /** The same after a look at what the edited function needs and gives now. */
  isFree(unit: Unit): boolean;
  /** All that is told of the edited function, where it need not run to be told of. */
  amended(): PartReport | null;
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
  const idle = once(() => (isQuietPlace(machine, edit, name) ? idleChange(machine, edit.change) : null));
  const isIdle = cutting(
    () => idle() !== null,
    (unit) => unit.node === edited || isOther(unit),
  );
  const isSame = cutting(() => isHere && isEquivalent(machine, body, edit), isUntyped);
  return {
    isSpared,
    isFree: (unit) => isSpared(unit) || (isOther(unit) && isIdle()) || (isUntyped(unit) && isSame()),
    amended: once(() => {
      const [earlier, change] = [edit.parts.get(body.before.node), isIdle() ? idle() : null];
      return earlier === undefined || change === null ? null : amended(machine, earlier, change);
    }),
  };
}

/** Whether what stands idle in the edited function changes nothing for what ran it. */
function isQuietPlace(machine: Machine, edit: BodyEdit, name: string): boolean {
  if (!saysTheSame(machine, edit.body, edit)) return false;
  const asking = [...new Set(edit.files.flatMap((file) => [...catchingIn(file)]))];
  const ran = [...[...edit.parts.values()].map(({ entered }) => entered), edit.prepared].filter((one) => one.has(name));
  return !asking.includes(OUTSIDE) && !ran.some((names) => asking.some((one) => names.has(one)));
}

/** Stands for the code outside of functions. */
const OUTSIDE = '';

const catching = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Names of the functions of a file that ask somewhere what may throw. */
function catchingIn(file: ts.SourceFile): ReadonlySet<string> {
  const known = catching.get(file) ?? findCatching(file);
  catching.set(file, known);
  return known;
}

function findCatching(file: ts.SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node)) {
      const around = ts.findAncestor(node, ts.isFunctionLike);
      found.add(around === undefined ? OUTSIDE : nameOfFunction(around));
    }
    ts.forEachChild(node, visit);
  };
  if (/\btry\b/.test(file.text)) visit(file);
  return found;
}
