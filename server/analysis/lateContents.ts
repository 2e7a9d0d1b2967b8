/** Late contents: elements and properties that functions set in the arrays and plain objects of variables and fields. */
import type { Root } from '../discovery/roots.ts';
import { type Machine, reasonAt, textOf } from '../interpreter/machine.ts';
import { ownEntries, setOwn } from '../interpreter/objects.ts';
import { settle } from '../interpreter/settle.ts';
import { isTyped, typeAt } from '../interpreter/types.ts';
import { type ArrayValue, isNullish, type ObjectValue, type Value } from '../interpreter/values.ts';
import type { ContentAssignment } from './assignments.ts';
import { eitherOf, presentCases } from './lateValue.ts';

/** The entries that functions set, each with all that it was. */
export type LateContents = Map<Container, Map<string, LateEntry>>;

type Container = ArrayValue | ObjectValue;

interface LateEntry extends Source {
  readonly values: Value[];
}

interface Source {
  readonly assignment: ContentAssignment;
  readonly root: Root;
}

/**
 * Notes what an assignment in a function sets inside what a variable or a field holds.
 * @returns whether only running the function tells what that is: a number is another one by then, and that is all
 */
export function noteContents(
  machine: Machine,
  contents: LateContents,
  { holder, ...source }: Source & { readonly holder: Value | null },
): boolean {
  const { keys } = source.assignment;
  const last = keys.at(-1) ?? null;
  const containers = keys
    .slice(0, -1)
    .reduce(
      (found, key) => found.flatMap((one) => containersAt(machine, one, key)),
      holder === null ? [] : containerOf(machine, holder),
    );
  return containers.flatMap((one) => noteEntries(machine, contents, one, last, source)).includes(true);
}

/** Notes what the entries are after a function ran. */
export function lookAtContents(machine: Machine, contents: LateContents): void {
  for (const [container, entries] of contents) {
    const now = entriesOf(container);
    for (const [key, { values }] of entries) values.push(...presentCases(machine, now.get(key) ?? null));
  }
}

/** Gives every entry all that it was assigned. */
export function settleContents(machine: Machine, contents: LateContents): void {
  for (const [container, entries] of contents) {
    for (const [key, { assignment, root, values }] of entries) {
      const origin = textOf(assignment.target);
      const why = reasonAt(root, `\`${origin}\` is set by another function`);
      const type = isTyped(assignment.target) ? () => typeAt(machine, assignment.target) : null;
      writeEntry(machine, container, key, eitherOf(machine, values, { origin, type, why }));
    }
  }
}

function containerOf(machine: Machine, value: Value): readonly Container[] {
  const settled = settle(machine, value);
  if (settled.kind === 'array') return [settled];
  return settled.kind === 'object' && settled.prototype === null && settled.instance === null ? [settled] : [];
}

function containersAt(machine: Machine, container: Container, key: string | null): readonly Container[] {
  const entries = entriesOf(container);
  const values = key === null ? [...entries.values()] : [entries.get(key)];
  return values.flatMap((value) => (value === undefined ? [] : containerOf(machine, value)));
}

function noteEntries(
  machine: Machine,
  contents: LateContents,
  container: Container,
  last: string | null,
  source: Source,
): readonly boolean[] {
  const entries = entriesOf(container);
  const known = contents.get(container) ?? new Map<string, LateEntry>();
  contents.set(container, known);
  return (last === null ? [...entries.keys()] : [last]).map((key) => {
    const value = entries.get(key);
    if (value === undefined) return false;
    if (!known.has(key)) known.set(key, { ...source, values: [...presentCases(machine, value)] });
    return isNullish(settle(machine, value));
  });
}

function entriesOf(container: Container): ReadonlyMap<string, Value> {
  if (container.kind === 'object') return new Map(ownEntries(container));
  const { slots } = container.elements.value;
  return new Map(slots.flatMap((slot, index) => (slot.kind === 'spread' ? [] : [[String(index), slot] as const])));
}

function writeEntry(machine: Machine, container: Container, key: string, value: Value): void {
  if (container.kind === 'object') {
    setOwn(machine, container, key, value);
    return;
  }
  const { slots, rest } = container.elements.value;
  if (slots[Number(key)] === undefined) return;
  machine.journal.write(container.elements, { slots: slots.with(Number(key), value), rest });
}
