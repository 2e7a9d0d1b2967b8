/** Values as text and as primitives: what the language makes of an object where it wants neither. */
import type { ts } from 'ts-morph';
import { distribute } from '../branch.ts';
import { callFunction } from '../functions.ts';
import { inherited } from '../inheritance.ts';
import { TO_PRIMITIVE, TO_STRING_TAG } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { ownProperty } from '../objects.ts';
import { settle } from '../settle.ts';
import { isCallable, isString, type ObjectValue, primitive, UNDEFINED, type Value } from '../values.ts';
import { arrayMethod } from './array.ts';
import { throwError } from './errors.ts';
import { patternOf } from './pattern.ts';
import { derived } from './results.ts';

type Hint = 'default' | 'number' | 'string';

/** The primitive that stands for a value in an operator; what is no object stays as it is. */
export function toPrimitive(machine: Machine, value: Value, hint: Hint, node: ts.Node): Value {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'array': {
      const method = arrayMethod('toString');
      return method === null ? settled : callFunction(machine, method, settled, [], node);
    }
    case 'object':
      return ofObject(machine, settled, hint, node);
    case 'closure':
      return derived([], node, 'the text of a function');
    case 'promise':
      return primitive('[object Promise]');
    case 'alternatives':
      return distribute(machine, settled, (one) => toPrimitive(machine, one, hint, node));
    default:
      return settled;
  }
}

function ofObject(machine: Machine, object: ObjectValue, hint: Hint, node: ts.Node): Value {
  const pattern = patternOf(object);
  if (pattern !== null) return primitive(`/${pattern.source}/${pattern.flags}`);
  const own = methodAt(machine, object, TO_PRIMITIVE.key, node);
  if (own !== null) return settle(machine, callFunction(machine, own, object, [primitive(hint)], node));
  if (object.instance !== null || object.open.value !== null)
    return derived([object.open.value ?? UNDEFINED], node, 'the text of an object');
  for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
    const method = methodAt(machine, object, name, node);
    if (method === null) {
      if (name === 'toString') return plainText(machine, object, node);
      continue;
    }
    const made = settle(machine, callFunction(machine, method, object, [], node));
    if (machine.thrown !== null || made.kind !== 'object') return made;
  }
  return throwError(machine, 'TypeError', 'Cannot convert object to primitive value');
}

/** A function of the program's under a key; the language's own are followed by their effect. */
function methodAt(machine: Machine, object: ObjectValue, key: string, node: ts.Node): Value | null {
  const found = ownProperty(object, key) ?? inherited(machine, object, key);
  if (found === null) return null;
  const method = settle(machine, getProperty(machine, object, key, node));
  return isCallable(method) ? method : null;
}

/** `[object Object]`, with the tag that the program gives. */
export function plainText(machine: Machine, object: ObjectValue, node: ts.Node): Value {
  const tag = settle(machine, getProperty(machine, object, TO_STRING_TAG.key, node));
  if (isString(tag)) return primitive(`[object ${tag.value}]`);
  if (object.iteration !== null || object.open.value !== null) return derived([], node, 'the text of an object');
  if (object.entries.value !== null) return derived([], node, 'the text of a collection');
  return primitive('[object Object]');
}

/** `String(value)`. */
export function textOfValue(machine: Machine, value: Value, node: ts.Node): Value {
  const plain = toPrimitive(machine, value, 'string', node);
  if (plain.kind === 'primitive') return isString(plain) ? plain : primitive(String(plain.value));
  if (plain.kind === 'symbol') return primitive(`Symbol(${plain.description ?? ''})`);
  return derived([plain], node, 'a text that depends on what is not known', 'string');
}
