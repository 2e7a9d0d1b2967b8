/** `for...of` and `for...in`. */
import { ts } from 'ts-morph';
import type { Size } from '../../symbolic/size.ts';
import { listEntries } from '../builtins/entries.ts';
import { everyTurn } from '../builtins/turns.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { getElement } from '../elements.ts';
import { awaited, evaluate } from '../evaluate.ts';
import { assignTo } from '../expressions/assignment.ts';
import { parentOf } from '../inheritance.ts';
import { iterated, someElement } from '../iterate.ts';
import { type Stepper, stepperOf } from '../iteration.ts';
import { sameValue } from '../join.ts';
import { isSymbolKey } from '../keys.ts';
import { BUDGET, type Machine, reasonAt, textOf } from '../machine.ts';
import { hasKnownKeys, keysOf, knownSlots } from '../objects.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { seeEvery } from '../several.ts';
import { unknown } from '../unknown.ts';
import { ABSENT, type ArrayValue, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { afterTurns, runTurn, someTurn, unknownTurns } from './loop.ts';

export function runForOf(machine: Machine, node: ts.ForOfStatement, scope: Scope, label: string | null): Completion {
  const iterable = settle(machine, evaluate(machine, node.expression, scope));
  const stepper = iterable.kind === 'object' ? lazySteps(machine, iterable, node) : null;
  if (stepper !== null && machine.thrown === null) return overSteps(machine, node, stepper, scope, label);
  if (machine.thrown !== null) return NORMAL;
  const list = iterated(machine, iterable, node.expression);
  if (machine.thrown !== null) return NORMAL;
  const take = (value: Value) => (node.awaitModifier === undefined ? value : awaited(machine, value));
  if (list.kind === 'unknown')
    return forAll(machine, node, unknownTurns(node), () => take(someElement(machine, list)), scope, label);
  const known = knownSlots(list.elements.value);
  if (known !== null && known.length <= BUDGET.turns) {
    const isLive = iterable.kind === 'array' || (iterable.kind === 'object' && iterable.entries.value !== null);
    const source = isLive ? iterable : list;
    return overContent(machine, node, source, take, scope, label);
  }
  const { slots, rest } = list.elements.value;
  const first = slots.filter((slot): slot is Value => slot.kind !== 'spread');
  const seen = (value: Value) => {
    seeEvery(machine, value, machine.turns.at(-1));
    return value;
  };
  const element = () =>
    rest?.element ??
    first[0] ??
    unknown(reasonAt(node, `the elements of \`${textOf(node.expression)}\` are not known`));
  if (rest !== null && first.length <= BUDGET.turns && first.length === slots.length) {
    const completion = overKnown(machine, node, first.map(take), scope, label);
    return isAbrupt(completion)
      ? completion
      : forAll(machine, node, rest.length, () => take(seen(rest.element)), scope, label);
  }
  return forAll(machine, node, unknownTurns(node), () => take(element()), scope, label);
}

/** Iterators that are asked one step at a time: what a loop leaves early is not asked to its end. */
function lazySteps(machine: Machine, iterable: ObjectValue, node: ts.ForOfStatement): Stepper | null {
  if (iterable.iteration?.kind === 'list') return null;
  return stepperOf(machine, iterable, node.expression, node.awaitModifier !== undefined);
}

function overSteps(
  machine: Machine,
  node: ts.ForOfStatement,
  stepper: Stepper,
  scope: Scope,
  label: string | null,
): Completion {
  const take = (value: Value) => (node.awaitModifier === undefined ? value : awaited(machine, value));
  for (let turn = 0; turn <= BUDGET.turns; turn++) {
    const { done, value } = stepper.next();
    const verdict = machine.decide(done);
    if (machine.thrown !== null || verdict === 'yes' || machine.gaveUp !== null) return NORMAL;
    if (verdict === 'unknown') {
      machine.presume(node.expression, `the end of \`${textOf(node.expression)}\` is not known`);
      return forAll(machine, node, unknownTurns(node), () => take(value), scope, label);
    }
    const completion = runTurn(machine, node.statement, boundElement(machine, node, take(value), scope), label);
    if (isAbrupt(completion)) {
      stepper.close();
      return completion;
    }
  }
  return forAll(machine, node, unknownTurns(node), () => take(stepper.next().value), scope, label);
}

/** The keys that `for...in` runs over, those that are inherited last; `null` where they are not known. */
export function keysInTurn(machine: Machine, value: Value): readonly Value[] | null {
  if (value.kind === 'object') return keysOfChain(machine, value)?.map((name) => primitive(name)) ?? null;
  if (value.kind === 'primitive') {
    return typeof value.value === 'string' ? [...value.value].map((_, index) => primitive(String(index))) : [];
  }
  const known = value.kind === 'array' ? knownSlots(value.elements.value) : null;
  return known?.flatMap((slot, index) => (slot === ABSENT ? [] : [primitive(String(index))])) ?? null;
}

function keysOfChain(machine: Machine, object: ObjectValue): readonly string[] | null {
  const names = new Set<string>();
  for (let one: ObjectValue | null = object; one !== null; one = parentOf(machine, one)) {
    if (!hasKnownKeys(one)) return null;
    for (const key of keysOf(one)) if (!isSymbolKey(key)) names.add(key);
  }
  return [...names];
}

export function runForIn(machine: Machine, node: ts.ForInStatement, scope: Scope, label: string | null): Completion {
  const object = settle(machine, evaluate(machine, node.expression, scope));
  const someKey = () =>
    unknown(reasonAt(node, `the keys of \`${textOf(node.expression)}\` are not known`), {
      provenance: 'outside',
      origin: 'key',
    });
  const keys = keysInTurn(machine, object);
  if (keys === null || keys.length > BUDGET.turns)
    return forAll(machine, node, unknownTurns(node), someKey, scope, label);
  for (const key of keys) {
    // What the body deletes is not visited.
    const left = keysInTurn(machine, object);
    if (left === null) return forAll(machine, node, unknownTurns(node), someKey, scope, label);
    if (!left.some((one) => sameValue(machine, one, key))) continue;
    const completion = runTurn(machine, node.statement, boundElement(machine, node, key, scope), label);
    if (isAbrupt(completion)) return completion;
    if (machine.gaveUp !== null) return NORMAL;
  }
  return NORMAL;
}

/** Over what an array or a collection holds while the loop runs: its body may change that. */
function overContent(
  machine: Machine,
  node: ts.ForOfStatement,
  source: ArrayValue | ObjectValue,
  take: (value: Value) => Value,
  scope: Scope,
  label: string | null,
): Completion {
  const seen: Value[] = [];
  for (let turn = 0; ; turn++) {
    const next = nextOf(machine, source, seen, turn, node);
    if (next === null || machine.gaveUp !== null) return NORMAL;
    if (!next.isSure || turn > BUDGET.turns)
      return forAll(machine, node, unknownTurns(node), () => take(next.value), scope, label);
    const completion = runTurn(machine, node.statement, boundElement(machine, node, take(next.value), scope), label);
    if (isAbrupt(completion)) return completion;
    if (machine.thrown !== null) return NORMAL;
  }
}

interface Next {
  readonly value: Value;
  /** False where it stands for all that is left, however many those are. */
  readonly isSure: boolean;
}

/** The element of a turn; `null` at the end. Keys of a collection that were seen and deleted do not count. */
function nextOf(
  machine: Machine,
  source: ArrayValue | ObjectValue,
  seen: Value[],
  turn: number,
  node: ts.ForOfStatement,
): Next | null {
  if (source.kind === 'array') {
    const { slots, rest } = source.elements.value;
    const slot = slots[turn];
    if (slot === undefined) return rest === null ? null : { value: rest.element, isSure: false };
    const isHole = slot === ABSENT;
    return { value: isHole ? UNDEFINED : getElement(machine, source, primitive(turn), node.expression), isSure: true };
  }
  const entries = source.entries.value ?? [];
  const { slots, rest } = listEntries(machine, source, node).elements.value;
  if (rest !== null) return { value: rest.element, isSure: false };
  const entry = entries.find(([key]) => !seen.includes(key));
  if (entry === undefined) return null;
  seen.push(entry[0]);
  return { value: slots[entries.indexOf(entry)] as Value, isSure: true };
}

function overKnown(
  machine: Machine,
  node: ts.ForInOrOfStatement,
  values: readonly Value[],
  scope: Scope,
  label: string | null,
): Completion {
  for (const value of values) {
    const completion = runTurn(machine, node.statement, boundElement(machine, node, value, scope), label);
    if (isAbrupt(completion)) return completion;
    if (machine.gaveUp !== null) return NORMAL;
  }
  return NORMAL;
}

function forAll(
  machine: Machine,
  node: ts.ForInOrOfStatement,
  turns: Size,
  element: () => Value,
  scope: Scope,
  label: string | null,
): Completion {
  let left: Completion = NORMAL;
  everyTurn(machine, turns, node, () => {
    left = someTurn(machine, node.statement, boundElement(machine, node, element(), scope), label);
    return UNDEFINED;
  });
  return afterTurns(machine, turns, left);
}

/** The scope of one turn, with the element under its name. */
export function boundElement(machine: Machine, node: ts.ForInOrOfStatement, value: Value, scope: Scope): Scope {
  const inner = new Scope(scope);
  const { initializer } = node;
  if (!ts.isVariableDeclarationList(initializer)) {
    assignTo(machine, initializer, value, inner);
    return inner;
  }
  const [declaration] = initializer.declarations;
  if (declaration !== undefined) bindPattern(machine, declaration.name, value, inner, declareIn(machine, inner));
  return inner;
}
