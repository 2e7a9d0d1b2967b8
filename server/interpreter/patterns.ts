/** Binding names: parameters, destructuring, defaults. */
import { ts } from 'ts-morph';
import { equal } from '../symbolic/relation.ts';
import { constant } from '../symbolic/size.ts';
import { resolveShape } from '../tensor/tensor.ts';
import { distribute } from './branch.ts';
import { getElement } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { iterated, taken, withoutHoles } from './iterate.ts';
import { stepperOf } from './iteration.ts';
import { isWithin, type Machine, reasonAt, textOf } from './machine.ts';
import { getProperty } from './members.ts';
import { nameSize } from './naming.ts';
import { arrayOf, arrayValue, keysOf, objectValue, ownProperty, setOwn, shapeArray } from './objects.ts';
import { propertyName } from './propertyName.ts';
import type { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { unknown } from './unknown.ts';
import { type ArrayValue, type ObjectValue, primitive, UNDEFINED, type Value } from './values.ts';

/** What to do with a name of a pattern and the value it gets. */
export type Bind = (name: ts.Identifier, value: Value) => void;

/** Binds the arguments of a call to the parameters of a function. */
export function bindParameters(
  machine: Machine,
  node: ts.FunctionLikeDeclaration,
  args: readonly Value[],
  scope: Scope,
): void {
  const bind = declareIn(machine, scope);
  const isRoot = machine.calls.at(-1)?.site === node;
  const [first] = node.parameters;
  const hasThis = first !== undefined && ts.isIdentifier(first.name) && first.name.text === 'this';
  node.parameters.forEach((parameter, position) => {
    if ((hasThis && position === 0) || machine.thrown !== null) return;
    const index = hasThis && !isRoot ? position - 1 : position;
    // A root is given its rest parameter as one array.
    const isGathered = parameter.dotDotDotToken !== undefined && !isRoot;
    const given = isGathered ? arrayOf(args.slice(index)) : (args[index] ?? UNDEFINED);
    const value = withDefault(machine, given, parameter.initializer, scope);
    bindPattern(machine, parameter.name, value, scope, bind);
    if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return;
    const self = scope.frame?.self;
    if (self?.kind === 'object') setOwn(machine, self, parameter.name.getText(), value);
  });
}

/** Declares names in a scope, tells the record, and lets sizes take the author's names. */
export function declareIn(machine: Machine, scope: Scope): Bind {
  return (name, value) => {
    if (isOfRoot(machine, name)) nameSize(machine, name.text, value);
    const known = scope.own(name.text);
    if (known === null) scope.declare(name.text, value);
    else machine.journal.write(known, value);
    machine.recorder.observe(machine, name, value);
  };
}

/** What is bound once, in the root's own text, is what its author calls it. */
export function isOfRoot(machine: Machine, name: ts.Node): boolean {
  const { root } = machine.recorder;
  if (root !== null && !isWithin(name, root)) return false;
  for (let node: ts.Node = name; node !== root && node.parent !== undefined; node = node.parent) {
    // A parameter of a callback and a variable of a loop are other sizes each time.
    if (ts.isIterationStatement(node, false) || (ts.isParameter(node) && node.parent !== root)) return false;
  }
  return true;
}

/** The value, or the default where it is undefined. */
export function withDefault(
  machine: Machine,
  value: Value,
  initializer: ts.Expression | undefined,
  scope: Scope,
): Value {
  if (initializer === undefined) return value;
  return distribute(machine, value, (one) => {
    if (one.kind === 'primitive' && one.value === undefined) return evaluate(machine, initializer, scope);
    // What is not known is taken to be given.
    if (one.kind === 'unknown') machine.presumed ??= reasonAt(initializer, 'the default is not needed');
    return one;
  });
}

export function bindPattern(machine: Machine, pattern: ts.BindingName, value: Value, scope: Scope, bind: Bind): void {
  if (ts.isIdentifier(pattern)) bind(pattern, value);
  else if (ts.isObjectBindingPattern(pattern)) bindObject(machine, pattern, value, scope, bind);
  else bindArray(machine, pattern, value, scope, bind);
}

function bindObject(machine: Machine, pattern: ts.ObjectBindingPattern, value: Value, scope: Scope, bind: Bind): void {
  const seen: string[] = [];
  for (const element of pattern.elements) {
    if (machine.thrown !== null) return;
    if (element.dotDotDotToken !== undefined) {
      bindPattern(machine, element.name, withoutNames(machine, value, seen, element), scope, bind);
      continue;
    }
    const name = element.propertyName ?? element.name;
    const field = withDefault(machine, fieldOf(machine, value, name, seen, scope), element.initializer, scope);
    bindPattern(machine, element.name, field, scope, bind);
  }
}

/** The property that an element of a pattern takes; its key is noted. */
function fieldOf(
  machine: Machine,
  value: Value,
  name: ts.PropertyName | ts.BindingName,
  seen: string[],
  scope: Scope,
): Value {
  if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) return UNDEFINED;
  const key = propertyName(machine, name, scope);
  if (key === null) return unknown(reasonAt(name, `the key \`${textOf(name)}\` is not known`));
  seen.push(key);
  return getProperty(machine, value, key, name);
}

/** `{ a, ...rest }`: the object without the names that were taken. */
export function withoutNames(machine: Machine, value: Value, taken: readonly string[], node: ts.Node): Value {
  const settled = settle(machine, value);
  if (settled.kind !== 'object') return unknown(reasonAt(node, `the rest of \`${textOf(node)}\` is not known`));
  const rest = objectValue();
  for (const key of keysOf(settled)) {
    if (taken.includes(key)) continue;
    const own = ownProperty(settled, key);
    // What is there on some paths only stays so.
    const isPlain = own?.kind === 'alternatives' && own.cases.every(({ value: one }) => one.kind !== 'accessor');
    setOwn(machine, rest, key, isPlain ? own : getProperty(machine, settled, key, node));
  }
  if (settled.open.value !== null) machine.journal.write(rest.open, settled.open.value);
  return rest;
}

function bindArray(machine: Machine, pattern: ts.ArrayBindingPattern, value: Value, scope: Scope, bind: Bind): void {
  const hasRest = pattern.elements.some((one) => ts.isBindingElement(one) && one.dotDotDotToken !== undefined);
  const source = unpacked(machine, value, hasRest ? null : pattern.elements.length, pattern);
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element) || machine.thrown !== null) return;
    const one =
      element.dotDotDotToken === undefined
        ? getElement(machine, source, primitive(index), element)
        : restOf(machine, source, index, element);
    bindPattern(machine, element.name, withDefault(machine, one, element.initializer, scope), scope, bind);
  });
}

/**
 * The array that a pattern takes apart. Naming every dimension of a shape of unknown rank tells the rank:
 * `const [B, T, C] = x.shape` assumes that there are three.
 */
export function unpacked(machine: Machine, value: Value, count: number | null, node: ts.Node): Value {
  return distribute(machine, value, (one) => {
    if (one.kind === 'object') return takenApart(machine, one, count, node);
    if (one.kind === 'array') return count === null ? one : withRank(machine, one, count, node);
    return one.kind === 'unknown' || one.kind === 'tensor' ? one : iterated(machine, one, node);
  });
}

/** Of an iterator only as many elements are asked for as the pattern has. */
function takenApart(machine: Machine, object: ObjectValue, count: number | null, node: ts.Node): Value {
  const stepper = count === null ? null : stepperOf(machine, object, node);
  if (stepper === null || count === null) return iterated(machine, object, node);
  const { values, isAll } = taken(machine, stepper, count);
  if (!isAll) stepper.close();
  return arrayOf(values);
}

function withRank(machine: Machine, array: ArrayValue, count: number, node: ts.Node): Value {
  const { slots, rest } = array.elements.value;
  const [slot] = slots;
  if (rest !== null || slots.length !== 1 || slot?.kind !== 'spread') return array;
  // That a program wants so many sizes tells nothing of a tensor that only the analysis lost.
  if (slot.spread.backing === 'unknown') return array;
  const claim = equal(slot.spread.count, constant(count));
  if (machine.decide(claim) === 'unknown') {
    machine.node = node;
    machine.recorder.guard(machine, claim, 'assumes', 'destructuring: rank', machine.path);
    machine.assume(claim, false);
    machine.recorder.noteRank(machine, claim);
  }
  return shapeArray(resolveShape(machine.facts, [slot.spread]));
}

/** `[a, ...rest]`: what follows the elements that were taken. */
export function restOf(machine: Machine, value: Value, from: number, node: ts.Node): Value {
  const settled = settle(machine, value);
  if (settled.kind !== 'array') return unknown(reasonAt(node, `the rest of \`${textOf(node)}\` is not known`));
  const { slots, rest } = settled.elements.value;
  return withoutHoles(arrayValue({ slots: slots.slice(from), rest }));
}
