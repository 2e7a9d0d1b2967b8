/**
 * Local changes: inside the body of a function, where only what ran it can notice them. To all others its text says what
 * it said before: what it sets and fills, and that it meets tensors.
 */
import type { ts } from 'ts-morph';
import type { Root } from '../../discovery/roots.ts';
import type { Machine } from '../../interpreter/machine.ts';
import type { Scope } from '../../interpreter/scope.ts';
import { writesIn } from '../../interpreter/writesIn.ts';
import { mayHold } from '../late.ts';
import { changesOf } from '../lateExtents.ts';
import type { BodyChange } from './change.ts';
import { nameOfFunction, type PartReport } from './part.ts';
import { mayMeetTensors } from './reach.ts';

/** What ran before the change. */
export interface RanBefore {
  /** The parts of the earlier analysis, by their roots. */
  readonly parts: ReadonlyMap<ts.Node, PartReport>;
  /** Names of the functions that ran for what they set: what these are like, roots find without running them. */
  readonly prepared: ReadonlySet<string>;
}

/** To be asked, like all here, on a machine whose modules are loaded and prepared. */
export function isLocal(machine: Machine, change: BodyChange, before: RanBefore): boolean {
  const { node } = change.after;
  const isRunForAll =
    before.prepared.has(nameOfFunction(node)) ||
    machine.prepared.has(node) ||
    [...machine.modules.values()].some(({ recorder }) => recorder.ran.has(node));
  return !isRunForAll && saysTheSame(machine, change, before);
}

/** Whether a function means tensors to all others as before, and its text says the same of what they hold. */
export function saysTheSame(machine: Machine, { before, after }: BodyChange, { parts }: RanBefore): boolean {
  // One that met no tensor may have been what made its callers meet none.
  const hasMet = (parts.get(before.node)?.entered.size ?? 0) > 0;
  return hasMet && mayMeetTensors(machine, after.node as Root) && isHeldTheSame(machine, { before, after });
}

function isHeldTheSame({ modules }: Machine, { before, after }: BodyChange): boolean {
  const scope = modules.get(after.file.fileName)?.scope;
  if (scope === undefined || !isSameSet(before.account.sets, after.account.sets)) return false;
  const [old, now] = [before, after].map(({ node }) => outwardOf(node, scope));
  return old !== undefined && now !== undefined && isSameSet(old, now);
}

/** The names under which a function changes what it does not make itself, by the way in which it does. */
function outwardOf(node: ts.Node, scope: Scope): ReadonlySet<string> {
  const { owners } = writesIn(node);
  const { resized, indexed } = changesOf([node], scope);
  const ways = Object.entries({ owners, resized, indexed });
  return new Set(
    ways.flatMap(([way, names]) => [...names].filter((one) => isHeld(one, scope)).map((one) => `${way} ${one}`)),
  );
}

/** Whether something that functions may fill goes by a name: a package and its members do not. */
function isHeld(name: string, scope: Scope): boolean {
  const value = scope.own(name)?.value;
  return value === undefined || mayHold(value);
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
