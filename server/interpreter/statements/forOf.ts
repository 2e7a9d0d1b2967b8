/** `for...of` and `for...in`. */
import { ts } from 'ts-morph';
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import type { Size } from '../../symbolic/size.ts';
import { everyTurn } from '../builtins/turns.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { awaited, evaluate } from '../evaluate.ts';
import { assignTo } from '../expressions/assignment.ts';
import { parentOf } from '../inheritance.ts';
import { iterated, liveIteration, someElement } from '../iterate.ts';
import { type Stepper, stepperOf } from '../iteration.ts';
import { sameValue } from '../join.ts';
import { isSymbolKey } from '../keys.ts';
import { leftOf, listIteration, nextOfList } from '../listIteration.ts';
import { BUDGET, type Machine, reasonAt, textOf } from '../machine.ts';
import { hasKnownKeys, keysOf, knownSlots } from '../objects.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { partOf, seeEvery } from '../several.ts';
import { unknown } from '../unknown.ts';
import {
  ABSENT,
  type Elements,
  type ListIteration,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { afterTurns, runTurn, someTurn, unknownTurns } from './loop.ts';

export function runForOf(machine: Machine, node: ts.ForOfStatement, scope: Scope, label: string | null): Completion {
  const iterable = settle(machine, evaluate(machine, node.expression, scope));
  const stepper = iterable.kind === 'object' ? lazySteps(machine, iterable, node) : null;
  if (stepper !== null && machine.thrown === null) return overSteps(machine, node, stepper, scope, label);
  if (machine.thrown !== null) return NORMAL;
  const take = (value: Value) => (node.awaitModifier === undefined ? value : awaited(machine, value));
  const live = liveIteration(machine, iterable, node.expression);
  if (live !== null && isListed(leftOf(machine, live, node)))
    return overContent(machine, node, iterable, live, take, scope, label);
  const list = iterated(machine, iterable, node.expression);
  if (machine.thrown !== null) return NORMAL;
  if (list.kind === 'unknown')
    return forAll(machine, node, unknownTurns(node), () => take(someElement(machine, list)), scope, label);
  if (isListed(list.elements.value))
    return overContent(machine, node, list, listIteration(list.elements.value), take, scope, label);
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

/** Whether a turn is run for every element. */
function isListed(elements: Elements): boolean {
  const known = knownSlots(elements);
  return known !== null && known.length <= BUDGET.turns;
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
  source: Value,
  iteration: ListIteration,
  take: (value: Value) => Value,
  scope: Scope,
  label: string | null,
): Completion {
  for (let turn = 0; ; turn++) {
    const { done, value } = nextOfList(machine, iteration, node);
    if (done === TRUE || machine.gaveUp !== null) return NORMAL;
    const element = take(partOf(machine, source, value));
    if (done !== FALSE || turn > BUDGET.turns)
      return forAll(machine, node, unknownTurns(node), () => element, scope, label);
    const completion = runTurn(machine, node.statement, boundElement(machine, node, element, scope), label);
    if (isAbrupt(completion)) return completion;
    if (machine.thrown !== null) return NORMAL;
  }
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
