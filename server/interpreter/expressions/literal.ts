/** Array, object and template literals. */
import { ts } from 'ts-morph';
import { TRUE } from '../../symbolic/condition.ts';
import { add, constant } from '../../symbolic/size.ts';
import { evaluate } from '../evaluate.ts';
import { iterated } from '../iterate.ts';
import { mergeValues, propertyCell } from '../join.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { arrayValue, objectValue, ownEntries, setProperty } from '../objects.ts';
import { propertyName } from '../propertyName.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { unknown } from '../unknown.ts';
import { type Elements, type ObjectValue, primitive, type Slot, type Value } from '../values.ts';

export function evaluateArray(machine: Machine, node: ts.ArrayLiteralExpression, scope: Scope): Value {
  let elements: Elements = { slots: [], rest: null };
  for (const element of node.elements) {
    const spread = ts.isSpreadElement(element);
    const value = evaluate(machine, spread ? element.expression : element, scope);
    const added = spread ? iterated(machine, value, element.expression) : value;
    if (spread && added.kind === 'unknown') return unknown(reasonAt(element, `\`${textOf(element)}\` is not known`));
    elements =
      spread && added.kind === 'array'
        ? append(machine, elements, added.elements.value)
        : append(machine, elements, { slots: [added], rest: null });
  }
  return arrayValue(elements);
}

/** One content after the other. What follows elements of unknown number becomes one of them. */
export function append(machine: Machine, left: Elements, right: Elements): Elements {
  if (left.rest === null) return { slots: [...left.slots, ...right.slots], rest: right.rest };
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
  for (const property of node.properties) defineProperty(machine, object, property, scope);
  return object;
}

function defineProperty(
  machine: Machine,
  object: ObjectValue,
  property: ts.ObjectLiteralElementLike,
  scope: Scope,
): void {
  if (ts.isSpreadAssignment(property)) {
    copyProperties(machine, object, evaluate(machine, property.expression, scope));
  } else if (ts.isShorthandPropertyAssignment(property)) {
    define(object, property.name.text, evaluate(machine, property.name, scope));
  } else if (ts.isPropertyAssignment(property)) {
    const name = propertyName(machine, property.name, scope);
    define(object, name, evaluate(machine, property.initializer, scope));
  } else if (ts.isMethodDeclaration(property)) {
    const method: Value = { kind: 'closure', node: property, scope, self: null, home: null, statics: new Map() };
    define(object, propertyName(machine, property.name, scope), method);
  } else if (ts.isGetAccessorDeclaration(property)) {
    const name = propertyName(machine, property.name, scope);
    object.getters.set(name, { kind: 'closure', node: property, scope, self: null, home: null, statics: new Map() });
  }
}

/** Nothing has seen the new object yet: its cells need no journal. */
function define(object: ObjectValue, name: string, value: Value): void {
  object.properties.set(name, propertyCell(value));
}

/** Copies what is known of a source; where more may exist, the target may have more too. */
export function copyProperties(machine: Machine, object: ObjectValue, source: Value): void {
  const settled = settle(machine, source);
  if (settled.kind === 'unknown') machine.journal.write(object.open, settled);
  if (settled.kind !== 'object') return;
  if (settled.open.value !== null) machine.journal.write(object.open, settled.open.value);
  for (const [name, value] of ownEntries(settled)) setProperty(machine, object.properties, name, value);
}

export function evaluateTemplate(machine: Machine, node: ts.TemplateExpression, scope: Scope): Value {
  const parts: Slot[] = node.templateSpans.map((span) => settle(machine, evaluate(machine, span.expression, scope)));
  let text: string | null = node.head.text;
  node.templateSpans.forEach((span, index) => {
    const part = parts[index];
    text = text === null || part?.kind !== 'primitive' ? null : `${text}${String(part.value)}${span.literal.text}`;
  });
  if (text !== null) return primitive(text);
  return unknown(reasonAt(node, 'a text that depends on what is not known'), {
    provenance: 'outside',
    origin: textOf(node),
  });
}
