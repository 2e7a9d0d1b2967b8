/** Array, object and template literals. */
import { ts } from 'ts-morph';
import { TRUE } from '../../symbolic/condition.ts';
import { add, constant } from '../../symbolic/size.ts';
import { isTooLong } from '../arithmetic.ts';
import { branchCases, distribute } from '../branch.ts';
import { listed } from '../builtins/array/content.ts';
import { throwError } from '../builtins/errors.ts';
import { textOfValue } from '../builtins/text.ts';
import { withMember } from '../classes.ts';
import { evaluate } from '../evaluate.ts';
import { iterated } from '../iterate.ts';
import { mergeValues } from '../join.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import { arrayValue, define, isConditional, keysOf, knownSlots, objectValue, ownProperty, setOwn } from '../objects.ts';
import { propertyName } from '../propertyName.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { unknown } from '../unknown.ts';
import {
  ABSENT,
  type Case,
  type Closure,
  type Elements,
  isString,
  type ObjectValue,
  primitive,
  type Slot,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { writeProperty } from '../writes.ts';

export function evaluateArray(machine: Machine, node: ts.ArrayLiteralExpression, scope: Scope): Value {
  let elements: Elements = { slots: [], rest: null };
  let slots: Slot[] = [];
  const gather = () => {
    elements = append(machine, elements, { slots, rest: null }, node);
    slots = [];
  };
  for (const element of node.elements) {
    const spread = ts.isSpreadElement(element);
    const value = evaluate(machine, spread ? element.expression : element, scope);
    if (machine.thrown !== null) return UNDEFINED;
    const added = spread ? iterated(machine, value, element.expression) : value;
    if (spread && added.kind === 'unknown') return unknown(reasonAt(element, `\`${textOf(element)}\` is not known`));
    if (spread && added.kind === 'array') {
      gather();
      elements = append(machine, elements, added.elements.value, node);
    } else {
      slots.push(added);
    }
  }
  gather();
  return arrayValue(elements);
}

/** One content after the other. What follows elements of unknown number becomes one of them. */
function append(machine: Machine, left: Elements, right: Elements, node: ts.Node): Elements {
  if (left.rest === null) return listed(left.slots, right, node);
  if (right.slots.length === 0 && right.rest === null) return left;
  const values = right.slots.filter((slot): slot is Value => slot.kind !== 'spread');
  const merged = [left.rest.element, ...values, ...(right.rest === null ? [] : [right.rest.element])];
  const length = add(left.rest.length, constant(values.length));
  return {
    slots: left.slots,
    rest: {
      length: right.rest === null ? length : add(length, right.rest.length),
      element: mergeValues(
        machine,
        merged.map((value) => ({ condition: TRUE, value })),
      ),
    },
  };
}

export function evaluateObject(machine: Machine, node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const object = objectValue();
  for (const property of node.properties) {
    defineProperty(machine, object, property, scope);
    if (machine.thrown !== null) return UNDEFINED;
  }
  return object;
}

function defineProperty(
  machine: Machine,
  object: ObjectValue,
  property: ts.ObjectLiteralElementLike,
  scope: Scope,
): void {
  if (ts.isSpreadAssignment(property)) {
    copyProperties(machine, object, evaluate(machine, property.expression, scope), property);
    return;
  }
  if (ts.isShorthandPropertyAssignment(property)) {
    define(object, property.name.text, evaluate(machine, property.name, scope));
    return;
  }
  const name = propertyName(machine, property.name, scope);
  const known = name === null ? null : ownProperty(object, name);
  const value = ts.isPropertyAssignment(property)
    ? evaluate(machine, property.initializer, scope)
    : withMember(known, makeMethod(property, scope), property);
  if (name !== null) define(object, name, value);
  else machine.journal.write(object.open, unknown(reasonAt(property.name, 'a key that is not known')));
}

function makeMethod(node: ts.FunctionLikeDeclaration, scope: Scope): Closure {
  return { kind: 'closure', node, scope, self: null, home: null, statics: new Map() };
}

/** Copies what is known of a source; where more may exist, the target may have more too. */
export function copyProperties(machine: Machine, object: ObjectValue, source: Value, node: ts.Node): void {
  const settled = settle(machine, source);
  if (settled.kind === 'alternatives') {
    copyOneOf(machine, object, settled.cases, node);
  } else if (settled.kind === 'unknown') {
    machine.journal.write(object.open, settled);
  } else if (settled.kind === 'object') {
    if (settled.open.value !== null) machine.journal.write(object.open, settled.open.value);
    for (const key of keysOf(settled)) copyProperty(machine, object, settled, key, node);
  } else if (settled.kind === 'array') {
    const known = knownSlots(settled.elements.value);
    known?.forEach((slot, index) => {
      if (slot !== ABSENT) writeProperty(machine, object, String(index), slot);
    });
    if (known === null) machine.journal.write(object.open, unknown(reasonAt(node, 'the elements of an array')));
  } else if (isString(settled)) {
    [...settled.value].forEach((one, index) => void writeProperty(machine, object, String(index), primitive(one)));
  }
}

/** A property that is there on some paths only stays one. */
function copyProperty(machine: Machine, object: ObjectValue, source: ObjectValue, key: string, node: ts.Node): void {
  const own = ownProperty(source, key);
  if (own === null) return;
  const value = own.kind === 'accessor' ? getProperty(machine, source, key, node) : own;
  if (!isConditional(value) || value.kind !== 'alternatives') {
    writeProperty(machine, object, key, value);
    return;
  }
  const old = ownProperty(object, key) ?? ABSENT;
  const cases = value.cases.map((one) => ({ condition: one.condition, value: one.value === ABSENT ? old : one.value }));
  setOwn(machine, object, key, mergeValues(machine, cases));
}

/** One of several sources: what a source does not have is there on the paths of the others only. */
function copyOneOf(machine: Machine, object: ObjectValue, cases: readonly Case[], node: ts.Node): void {
  branchCases(machine, cases, (one) => copyProperties(machine, object, one, node));
}

export function evaluateTemplate(machine: Machine, node: ts.TemplateExpression, scope: Scope): Value {
  let text: Value = primitive(node.head.text);
  for (const span of node.templateSpans) {
    const part = evaluate(machine, span.expression, scope);
    if (machine.thrown !== null) return UNDEFINED;
    text = withPart(machine, text, part, span.literal.text, node);
  }
  return text;
}

function withPart(machine: Machine, before: Value, part: Value, after: string, node: ts.Node): Value {
  return distribute(machine, before, (head) =>
    distribute(machine, part, (one) => {
      const written = one.kind === 'tensor' ? one : textOfPart(machine, one, node);
      if (machine.thrown !== null) return UNDEFINED;
      const isKnown = isString(head) && isString(written) && !isTooLong([head.value, written.value]);
      if (isKnown) return primitive(head.value + written.value + after);
      return unknown(reasonAt(node, 'a text that depends on what is not known'), {
        provenance: 'outside',
        origin: textOf(node),
        holds: 'string',
      });
    }),
  );
}

function textOfPart(machine: Machine, value: Value, node: ts.Node): Value {
  if (value.kind === 'symbol') return throwError(machine, 'TypeError', 'Cannot convert a Symbol value to a string');
  return textOfValue(machine, value, node);
}
