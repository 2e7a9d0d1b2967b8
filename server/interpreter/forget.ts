/** Forgetting: what a function that is not run to its end may have written is unknown afterwards. */
import { ts } from 'ts-morph';
import type { Reason } from '../symbolic/place.ts';
import { incomplete } from './builtins/entries.ts';
import type { Cell } from './cell.ts';
import { lostSize } from './join.ts';
import type { Machine } from './machine.ts';
import { membersNamed } from './membersNamed.ts';
import { ownEntries } from './objects.ts';
import type { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { unknown } from './unknown.ts';
import { type ArrayValue, type Closure, type ObjectValue, UNDEFINED, type Value } from './values.ts';
import { writesIn } from './writesIn.ts';

/** Functions and values beyond these numbers are not looked at. */
const MOST_FUNCTIONS = 200;
const MOST_VALUES = 2_000;

/** A function with the scope that its text is read in. */
interface Code {
  readonly node: ts.Node;
  readonly scope: Scope;
}

/** Everything that a call of the function may write becomes unknown. */
export function forgetEffects(
  machine: Machine,
  closure: Closure,
  self: Value,
  args: readonly Value[],
  why: Reason,
): void {
  const codes = reachedCode(machine, { node: closure.node, scope: closure.scope }, args);
  for (const code of codes) {
    machine.recorder.consulted.add(code.node);
    forgetVariables(machine, code, why);
  }
  const accounts = codes.map(({ node }) => writesIn(node));
  const properties = new Set(accounts.flatMap((account) => [...account.properties]));
  const changed = new Set(accounts.flatMap((account) => [...account.changed]));
  if (properties.size === 0 && changed.size === 0) return;
  for (const [value, names] of reachedValues(machine, closure, self, args, codes)) {
    const isChanged = [...names].some((name) => changed.has(name));
    if (value.kind === 'object') forgetProperties(machine, value, properties, isChanged, why);
    else if (value.kind === 'array' && isChanged) forgetElements(machine, value, why);
  }
}

/** Objects and arrays, each with the names under which they are found. */
type Reached = Map<ObjectValue | ArrayValue, Set<string>>;

function reachedValues(
  machine: Machine,
  closure: Closure,
  self: Value,
  args: readonly Value[],
  codes: readonly Code[],
): Reached {
  const reached: Reached = new Map();
  const visit = (value: Value, name: string): void => {
    const settled = settle(machine, value);
    if (settled.kind === 'alternatives') for (const one of settled.cases) visit(one.value, name);
    else if (settled.kind === 'promise') visit(settled.value, name);
    if (settled.kind !== 'object' && settled.kind !== 'array') return;
    const names = reached.get(settled);
    if (names !== undefined) names.add(name);
    if (names !== undefined || reached.size >= MOST_VALUES) return;
    reached.set(settled, new Set([name]));
    for (const [key, one] of contentsOf(settled, name)) visit(one, key);
  };
  visit(self, 'this');
  args.forEach((one, index) => void visit(one, closure.node.parameters[index]?.name.getText() ?? ''));
  for (const { node, scope } of codes) {
    for (const name of writesIn(node).mentions) visit(scope.find(name)?.value ?? UNDEFINED, name);
  }
  return reached;
}

/** What an object or an array holds; the elements of a list go by the name of the list. */
function contentsOf(value: ObjectValue | ArrayValue, name: string): readonly (readonly [string, Value])[] {
  if (value.kind === 'array') {
    const { slots, rest } = value.elements.value;
    const elements = [...slots.filter((slot) => slot.kind !== 'spread'), ...(rest === null ? [] : [rest.element])];
    return elements.map((one) => [name, one] as const);
  }
  const entries = (value.entries.value ?? []).flatMap(([key, one]) => [[name, key] as const, [name, one] as const]);
  return [...ownEntries(value), ...entries];
}

/** The function and all that its text may call, by their names. */
function reachedCode(machine: Machine, first: Code, values: readonly Value[]): readonly Code[] {
  const codes = new Map<ts.Node, Code>();
  const waiting = [first, ...values.flatMap((value) => codeOf(settle(machine, value)))];
  for (let code = waiting.pop(); code !== undefined && codes.size < MOST_FUNCTIONS; code = waiting.pop()) {
    if (codes.has(code.node)) continue;
    codes.set(code.node, code);
    waiting.push(...calledBy(machine, code));
  }
  return [...codes.values()];
}

function calledBy(machine: Machine, { node, scope }: Code): readonly Code[] {
  const { calls, methods, mentions } = writesIn(node);
  const named = [...calls].flatMap((name) => codeOf(scope.find(name)?.value ?? null));
  const modules = [...mentions].flatMap((name) => {
    const value = scope.find(name)?.value;
    if (value?.kind !== 'module') return [];
    return [...methods].flatMap((method) => codeOf(value.module.exports.get(method)?.value ?? null));
  });
  return [...named, ...modules, ...methodsNamed(machine, methods)];
}

function codeOf(value: Value | null): readonly Code[] {
  if (value?.kind === 'closure') return [{ node: value.node, scope: value.scope }];
  if (value?.kind !== 'class') return [];
  const { node, scope } = value;
  return node.members.filter(ts.isConstructorDeclaration).map((one) => ({ node: one, scope }));
}

function methodsNamed({ classes }: Machine, names: ReadonlySet<string>): readonly Code[] {
  return membersNamed(classes, names).flatMap(({ node, home }) => {
    const made = classes.get(home);
    return made === undefined ? [] : [{ node, scope: made.scope }];
  });
}

function forgetVariables(machine: Machine, { node, scope }: Code, why: Reason): void {
  for (const name of writesIn(node).names) {
    const cell = scope.find(name);
    if (cell !== null) machine.journal.write(cell, lost(name, cell.value, why));
  }
}

function forgetProperties(
  machine: Machine,
  { properties: cells, entries }: ObjectValue,
  names: ReadonlySet<string>,
  isChanged: boolean,
  why: Reason,
): void {
  for (const [name, cell] of cells as Map<string, Cell<Value | null>>) {
    if (names.has(name) || isChanged) machine.journal.write(cell, lost(name, cell.value, why));
  }
  if (isChanged && entries.value !== null) machine.journal.write(entries, incomplete(entries.value));
}

function forgetElements(machine: Machine, { elements }: ArrayValue, why: Reason): void {
  const element = unknown(why, { provenance: 'outside', origin: 'n' });
  machine.journal.write(elements, { slots: [], rest: { length: lostSize(why), element } });
}

/** A value that may be another one by now; functions and classes are not replaced. */
function lost(name: string, old: Value | null, why: Reason): Value {
  if (old !== null && ['closure', 'class', 'namespace', 'module', 'native'].includes(old.kind)) return old;
  const type = old?.kind === 'unknown' ? old.type : null;
  return unknown(why, { provenance: 'outside', origin: name, type });
}
