/** Members that every object has. */
import type { ts } from 'ts-morph';
import { any, FALSE, TRUE } from '../../symbolic/condition.ts';
import { parentOf } from '../inheritance.ts';
import { keyOf } from '../keys.ts';
import { type Machine, textOf } from '../machine.ts';
import { ownProperty } from '../objects.ts';
import {
  ABSENT,
  FALSE_VALUE,
  isCallable,
  type Native,
  type NativeCall,
  type ObjectValue,
  primitive,
  TRUE_VALUE,
  truth,
  type Value,
} from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';
import { derived, undecided } from './results.ts';
import { plainText } from './text.ts';

/** `object.name` for what the language gives every object; `null` where there is none. */
export const objectMethod: (name: string) => Native | null = lazily((name) => {
  const run = METHODS.get(name);
  if (run === undefined) return null;
  return method(name, (machine, self, call) =>
    self.kind === 'object'
      ? run(machine, self, argumentAt(machine, call, 0), call)
      : name === 'toString'
        ? primitive(`[object ${tagOf(self)}]`)
        : derived([self], call.node, `\`${name}\` of what is no object`),
  );
});

type ObjectMethod = (machine: Machine, object: ObjectValue, argument: Value, call: NativeCall) => Value;

const METHODS: ReadonlyMap<string, ObjectMethod> = new Map<string, ObjectMethod>([
  ['hasOwnProperty', (_, object, key, { node }) => hasOwn(object, key, node)],
  ['isPrototypeOf', (machine, object, other) => isAbove(machine, object, other)],
  ['propertyIsEnumerable', (_, object, key, { node }) => isEnumerable(object, key, node)],
  ['toString', text],
  ['toLocaleString', text],
  ['valueOf', (_, object) => object],
]);

function text(machine: Machine, object: ObjectValue, _: Value, { node }: NativeCall): Value {
  return plainText(machine, object, node);
}

/** What `Object.prototype.toString` calls a value. */
function tagOf(value: Value): string {
  if (value.kind === 'array') return 'Array';
  if (isCallable(value)) return 'Function';
  if (value.kind === 'promise') return 'Promise';
  if (value.kind === 'quantity') return 'Number';
  const kind = value.kind === 'primitive' ? (value.value === null ? 'null' : typeof value.value) : 'object';
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

function isAbove(machine: Machine, object: ObjectValue, other: Value): Value {
  for (
    let one = other.kind === 'object' ? parentOf(machine, other) : null;
    one !== null;
    one = parentOf(machine, one)
  ) {
    if (one === object) return TRUE_VALUE;
  }
  return FALSE_VALUE;
}

function isEnumerable(object: ObjectValue, key: Value, node: ts.Node): Value {
  const name = keyOf(key);
  return name !== null && object.hidden.has(name) ? FALSE_VALUE : hasOwn(object, key, node);
}

/** Whether an object has a property of its own. */
export function hasOwn(object: ObjectValue, key: Value, node: ts.Node): Value {
  const name = keyOf(key);
  if (name === null) return undecided(key.kind === 'unknown' ? key : object, `own ${textOf(node)}`, node);
  const own = ownProperty(object, name);
  if (own?.kind === 'alternatives') {
    return truth(any(...own.cases.filter((one) => one.value !== ABSENT).map((one) => one.condition)));
  }
  if (own !== null) return truth(TRUE);
  const open = object.open.value;
  if (open === null && object.instance === null) return truth(FALSE);
  return undecided(open ?? object, `own ${name}`, node);
}
