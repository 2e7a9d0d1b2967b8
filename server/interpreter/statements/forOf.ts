/** `for...of` and `for...in`. */
import { ts } from 'ts-morph';
import type { Size } from '../../symbolic/size.ts';
import { everyTurn } from '../builtins/turns.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { awaited, evaluate } from '../evaluate.ts';
import { assignTo } from '../expressions/assignment.ts';
import { iterated, someElement } from '../iterate.ts';
import { BUDGET, type Machine, reasonAt, textOf } from '../machine.ts';
import { knownSlots, ownEntries } from '../objects.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { unknown } from '../unknown.ts';
import { primitive, UNDEFINED, type Value } from '../values.ts';
import { runTurn, someTurn, unknownTurns } from './loop.ts';

export function runForOf(machine: Machine, node: ts.ForOfStatement, scope: Scope, label: string | null): Completion {
  const list = iterated(machine, evaluate(machine, node.expression, scope), node.expression);
  if (machine.thrown !== null) return NORMAL;
  const take = (value: Value) => (node.awaitModifier === undefined ? value : awaited(machine, value));
  if (list.kind === 'unknown')
    return forAll(machine, node, unknownTurns(node), () => take(someElement(list)), scope, label);
  const known = knownSlots(list.elements.value);
  if (known !== null && known.length <= BUDGET.turns) return overKnown(machine, node, known.map(take), scope, label);
  const { slots, rest } = list.elements.value;
  const first = slots.filter((slot): slot is Value => slot.kind !== 'spread');
  const element = () =>
    rest?.element ??
    first[0] ??
    unknown(reasonAt(node, `the elements of \`${textOf(node.expression)}\` are not known`));
  if (rest !== null && first.length <= BUDGET.turns && first.length === slots.length) {
    const completion = overKnown(machine, node, first.map(take), scope, label);
    return isAbrupt(completion) ? completion : forAll(machine, node, rest.length, () => take(element()), scope, label);
  }
  return forAll(machine, node, unknownTurns(node), () => take(element()), scope, label);
}

export function runForIn(machine: Machine, node: ts.ForInStatement, scope: Scope, label: string | null): Completion {
  const object = settle(machine, evaluate(machine, node.expression, scope));
  if (object.kind === 'object' && object.open.value === null) {
    const keys = ownEntries(object).map(([name]) => primitive(name));
    if (keys.length <= BUDGET.turns) return overKnown(machine, node, keys, scope, label);
  }
  const known = object.kind === 'array' ? knownSlots(object.elements.value) : null;
  if (known !== null && known.length <= BUDGET.turns) {
    return overKnown(
      machine,
      node,
      known.map((_, index) => primitive(String(index))),
      scope,
      label,
    );
  }
  const key = unknown(reasonAt(node, `the keys of \`${textOf(node.expression)}\` are not known`), {
    provenance: 'outside',
    origin: 'key',
  });
  return forAll(machine, node, unknownTurns(node), () => key, scope, label);
}

function overKnown(
  machine: Machine,
  node: ts.ForInOrOfStatement,
  values: readonly Value[],
  scope: Scope,
  label: string | null,
): Completion {
  for (const value of values) {
    const completion = runTurn(machine, node.statement, bound(machine, node, value, scope), label);
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
  everyTurn(machine, turns, node, () => {
    someTurn(machine, node.statement, bound(machine, node, element(), scope), label);
    return UNDEFINED;
  });
  return NORMAL;
}

/** The scope of one turn, with the element under its name. */
function bound(machine: Machine, node: ts.ForInOrOfStatement, value: Value, scope: Scope): Scope {
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
