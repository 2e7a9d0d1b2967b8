/**
 * Instances of the classes of a module, made when something runs on them. Each is made as if it were the only one, unless
 * the classes share what their methods write: then all of them are made at once, in the order of the text.
 */
import { ts } from 'ts-morph';
import { type PassedRanks, ranksIn, withRanks } from '../interpreter/callSites.ts';
import { type Cell, type Delta, markCells } from '../interpreter/cell.ts';
import type { Machine, Prepared } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { once } from '../interpreter/once.ts';
import type { Scope } from '../interpreter/scope.ts';
import type { ClassValue, Value } from '../interpreter/values.ts';
import { writesIn } from '../interpreter/writesIn.ts';
import { prepareInstance } from './lateFields.ts';

/** To be called once all that the functions of the module set is set. */
export function prepareClasses(machine: Machine, { file, scope }: ModuleRecord): void {
  const homes = [...(machine.classesIn.get(file)?.values() ?? [])].filter(({ node }) => !machine.instances.has(node));
  if (homes.length === 0) return;
  const areApart = !homes.some((home) => writesAround(home, scope));
  const passed = new Map(ranksIn(machine, file));
  for (const home of homes) {
    const prepared = once(() => (areApart ? madeApart(machine, home, passed) : madeAmongOthers(machine, home)));
    machine.instances.set(home.node, prepared);
    if (!areApart) prepared();
  }
}

/** Whether the functions of a class write to variables of their module, or into what these hold. */
function writesAround({ node }: ClassValue, scope: Scope): boolean {
  return node.members.some((member) => {
    const { names, owners } = writesIn((ts.isPropertyDeclaration(member) ? member.initializer : null) ?? member);
    const isHolder = (name: string) => !HOLDS_NOTHING.has(scope.own(name)?.value.kind ?? 'namespace');
    return [...names].some((name) => scope.own(name) !== null) || [...owners].some(isHolder);
  });
}

/** What no function can write into: `tf.add(a, b)` changes nothing. */
const HOLDS_NOTHING: ReadonlySet<Value['kind']> = new Set(['namespace', 'tensor', 'primitive', 'libraryFunction']);

/** What making it changes elsewhere stays, but for the numbers that things get. */
function madeAmongOthers(machine: Machine, home: ClassValue): Prepared {
  const { instance, written } = made(machine, () => prepareInstance(machine, home, 0));
  const counters = new Set<unknown>(machine.counts.values());
  const [effects, own] = parted(written, ([cell]) => counters.has(cell));
  machine.journal.replay(own);
  return { instance, effects, isApart: false };
}

/** What making it changes elsewhere is taken back. What it passes tells what its methods get, and no others. */
function madeApart(machine: Machine, home: ClassValue, passed: PassedRanks): Prepared {
  const oldest = markCells();
  const { instance, written } = made(machine, () =>
    withRanks(machine, home.node.getSourceFile(), passed, () => prepareInstance(machine, home, oldest)),
  );
  const counters = new Set<unknown>(machine.counts.values());
  const [effects, own] = parted(written, ([{ born }]) => born <= oldest);
  machine.journal.replay(own);
  return { instance, effects, isApart: [...effects.keys()].some((cell) => !counters.has(cell)) };
}

type Written = readonly [Cell<unknown>, unknown];

/** Makes an instance, with all that was written for it, which is undone. */
function made({ journal }: Machine, make: () => Value): { readonly instance: Value; readonly written: Written[] } {
  const mark = journal.mark();
  const instance = make();
  const written = [...journal.since(mark)];
  journal.rollback(mark);
  return { instance, written };
}

function parted(written: readonly Written[], isEffect: (one: Written) => boolean): readonly [Delta, Delta] {
  return [new Map(written.filter(isEffect)), new Map(written.filter((one) => !isEffect(one)))];
}
