/** Objects and arrays that may not be changed any more: frozen, sealed, not extensible. */
import { ts } from 'ts-morph';
import { throwError } from './builtins/errors.ts';
import { type Cell, makeCell } from './cell.ts';
import type { Machine } from './machine.ts';
import type { ArrayValue, ObjectValue } from './values.ts';

/** Each level forbids what those before it forbid. */
export type Integrity = 'open' | 'fixed' | 'sealed' | 'frozen';

const LEVELS: readonly Integrity[] = ['open', 'fixed', 'sealed', 'frozen'];

const levels = new WeakMap<ObjectValue | ArrayValue, Cell<Integrity>>();

/** Own keys that are not writable. */
const constants = new WeakMap<ObjectValue, Set<string>>();

export function restrict(machine: Machine, value: ObjectValue | ArrayValue, level: Integrity): void {
  let cell = levels.get(value);
  if (cell === undefined) {
    cell = makeCell<Integrity>({ value: 'open', join: (_, sides) => sides[0]?.value ?? 'open' });
    levels.set(value, cell);
  }
  if (LEVELS.indexOf(level) > LEVELS.indexOf(cell.value)) machine.journal.write(cell, level);
}

/** Whether what a level forbids is forbidden. */
export function isFrozen(
  value: ObjectValue | ArrayValue,
  level: Integrity = 'frozen',
  key: string | null = null,
): boolean {
  if (value.kind === 'object' && key !== null && constants.get(value)?.has(key)) return true;
  return LEVELS.indexOf(levels.get(value)?.value ?? 'open') >= LEVELS.indexOf(level);
}

/** Makes a property one that cannot be written. */
export function makeConstant(object: ObjectValue, key: string): void {
  const known = constants.get(object) ?? new Set<string>();
  constants.set(object, known.add(key));
}

/** A write that the object does not allow throws in strict code, and is not made elsewhere. */
export function refuseWrite(machine: Machine): void {
  const file = machine.node?.getSourceFile();
  if (file !== undefined && ts.isExternalModule(file)) throwError(machine, 'TypeError', 'Cannot assign to property');
}
