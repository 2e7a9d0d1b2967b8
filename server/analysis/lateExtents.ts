/** Late extents: how much arrays, collections and dictionaries hold that functions fill or empty before a root runs. */
import type { ts } from 'ts-morph';
import { alike } from '../interpreter/builtins/alike.ts';
import { incomplete } from '../interpreter/builtins/entries.ts';
import type { Cell } from '../interpreter/cell.ts';
import { type Machine, reasonAt } from '../interpreter/machine.ts';
import { knownSlots, ownEntries } from '../interpreter/objects.ts';
import type { Scope } from '../interpreter/scope.ts';
import { settle } from '../interpreter/settle.ts';
import { lengthSymbol, valueOfType } from '../interpreter/types.ts';
import { unknown } from '../interpreter/unknown.ts';
import {
  type ArrayValue,
  type Closure,
  type Elements,
  isNullish,
  type ObjectValue,
  type Value,
} from '../interpreter/values.ts';
import { type WritesIn, writesIn } from '../interpreter/writesIn.ts';
import { fromSymbol, type Size, symbolsOf } from '../symbolic/size.ts';
import type { LateOrigin } from './lateValue.ts';

/** What functions fill, empty, or write at keys that nobody knows: `name` for a variable, `.name` for a property. */
export interface Changes {
  readonly resized: ReadonlySet<string>;
  readonly indexed: ReadonlySet<string>;
}

/** What the texts of some functions change; a function that they call may change what it is handed. */
export function changesOf(nodes: readonly ts.Node[], scope: Scope): Changes {
  const accounts = nodes.map(writesIn);
  const collect = (pick: (account: WritesIn) => ReadonlySet<string>): ReadonlySet<string> => {
    const changed = new Set<string>();
    for (const account of accounts) {
      for (const name of pick(account)) changed.add(name);
      for (const name of handedOn(account, scope, pick)) changed.add(name);
    }
    return changed;
  };
  return { resized: collect(({ resized }) => resized), indexed: collect(({ indexed }) => indexed) };
}

function handedOn(
  { calls, handed }: WritesIn,
  scope: Scope,
  pick: (account: WritesIn) => ReadonlySet<string>,
): Iterable<string> {
  if (handed.size === 0) return [];
  for (const name of calls) {
    const callee = scope.find(name)?.value;
    if (callee?.kind !== 'closure') continue;
    const account = writesIn(callee.node);
    for (const one of pick(account)) if (account.parameters.has(one)) return handed;
  }
  return [];
}

/**
 * For closures that run later, in any order and any number of times: what each finds. Numbers and texts that one of them
 * writes are others by then, and what they fill is of any extent. To be called before each of them runs.
 */
export function loosenerOf(machine: Machine, closures: readonly Closure[]): (closure: Closure) => void {
  const nodes = closures.map(({ node }) => node);
  const written = new Map<Cell<Value>, Value>();
  for (const { node, scope } of closures) {
    const why = reasonAt(node, 'another function may have run before');
    for (const name of writesIn(node).names) {
      const cell = scope.find(name);
      const value = cell === null ? null : settle(machine, cell.value);
      if (cell === null || value?.kind !== 'primitive' || isNullish(value)) continue;
      const holds = typeof value.value === 'number' ? 'number' : typeof value.value === 'string' ? 'string' : null;
      written.set(cell, unknown(why, { provenance: 'outside', origin: name, holds }));
    }
  }
  return ({ node, scope }) => {
    const why = reasonAt(node, 'another function may have run before');
    const changes = changesOf(nodes, scope);
    for (const [cell, value] of written) machine.journal.write(cell, value);
    for (const name of writesIn(node).mentions) {
      const cell = scope.find(name);
      if (cell !== null) loosen(machine, cell.value, name, changes, { origin: name, type: null, why });
    }
  };
}

/** Containers in containers beyond this depth are left as they are. */
const MOST_DEPTH = 3;

/** Leaves open how much a value and what is in it hold, where that is changed under their names. */
export function loosen(machine: Machine, value: Value, name: string, changes: Changes, late: LateOrigin): void {
  const visit = (one: Value, key: string, at: LateOrigin, depth: number): void => {
    const settled = settle(machine, one);
    if (settled.kind === 'array') {
      for (const slot of knownSlots(settled.elements.value) ?? [])
        if (depth < MOST_DEPTH) visit(slot, key, at, depth + 1);
      loosenArray(machine, settled, key, changes, at);
    } else if (settled.kind === 'object' && settled.prototype === null && settled.instance === null) {
      loosenObject(machine, settled, key, changes, at);
      for (const [inner, field] of depth < MOST_DEPTH ? ownEntries(settled) : []) {
        visit(field, `.${inner}`, { ...at, origin: `${at.origin}.${inner}`, type: null }, depth + 1);
      }
    }
  };
  visit(value, name, late, 0);
}

function loosenArray(
  machine: Machine,
  { elements }: ArrayValue,
  name: string,
  { resized, indexed }: Changes,
  late: LateOrigin,
): void {
  const { slots, rest } = elements.value;
  if (slots.length === 0 && rest !== null && isOpen(rest.length)) return;
  const isEmpty = slots.length === 0 && rest === null;
  if (!resized.has(name) && !(isEmpty && indexed.has(name))) return;
  machine.journal.write(elements, isEmpty ? filledLater(machine, late) : anyNumber(machine, elements.value, late));
}

/** Whether a length is one that nothing states. */
function isOpen(length: Size): boolean {
  const [symbol] = symbolsOf(length);
  return symbol?.backing === 'opaque' && length === fromSymbol(symbol);
}

/** What an empty array holds later: by its declared type, else what its use tells. */
function filledLater(machine: Machine, { origin, type, why }: LateOrigin): Elements {
  const from = { provenance: 'outside', origin, why } as const;
  const declared = type?.() ?? null;
  const typed = declared === null ? null : valueOfType(machine, declared, from);
  if (typed?.kind === 'array') return typed.elements.value;
  const element = unknown(why, { ...from, origin: `${origin}[i]` });
  return { slots: [], rest: { length: lengthSymbol(from), element } };
}

function anyNumber(machine: Machine, { slots, rest }: Elements, { origin, why }: LateOrigin): Elements {
  const values = [...slots.filter((slot) => slot.kind !== 'spread'), ...(rest === null ? [] : [rest.element])];
  const length = lengthSymbol({ provenance: 'outside', origin, why });
  return { slots: [], rest: { length, element: alike(machine, values, why) } };
}

function loosenObject(
  machine: Machine,
  object: ObjectValue,
  name: string,
  { resized, indexed }: Changes,
  { origin, why }: LateOrigin,
): void {
  const entries = object.entries.value;
  if (entries !== null) {
    if (resized.has(name)) machine.journal.write(object.entries, incomplete(entries));
  } else if (indexed.has(name)) {
    const others = unknown(why, { provenance: 'outside', origin });
    machine.journal.write(object.open, object.open.value ?? others);
  }
}
