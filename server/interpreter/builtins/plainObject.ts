/** Members that every object has. */
import type { ts } from 'ts-morph';
import { FALSE, TRUE } from '../../symbolic/condition.ts';
import { textOf } from '../machine.ts';
import { ownProperty } from '../objects.ts';
import { type Native, type NativeCall, type ObjectValue, primitive, truth, type Value } from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';
import { derived, lost, undecided } from './results.ts';

/** `object.name` for what the language gives every object; `null` where there is none. */
export const objectMethod: (name: string) => Native | null = lazily((name) => {
  const run = METHODS.get(name);
  if (run === undefined) return null;
  return method(name, (machine, self, call) =>
    self.kind === 'object'
      ? run(self, argumentAt(machine, call, 0), call)
      : derived([self], call.node, `\`${name}\` of what is no object`),
  );
});

type ObjectMethod = (object: ObjectValue, argument: Value, call: NativeCall) => Value;

const METHODS: ReadonlyMap<string, ObjectMethod> = new Map<string, ObjectMethod>([
  ['hasOwnProperty', (object, key, { node }) => hasOwn(object, key, node)],
  ['propertyIsEnumerable', (object, key, { node }) => hasOwn(object, key, node)],
  ['toString', text],
  ['toLocaleString', text],
  ['valueOf', (object) => object],
]);

function text(object: ObjectValue, _: Value, { node }: NativeCall): Value {
  const isPlain = object.prototype === null && object.instance === null && object.entries.value === null;
  return isPlain && object.open.value === null ? primitive('[object Object]') : lost(node, 'the text of an object');
}

/** Whether an object has a property of its own. */
export function hasOwn(object: ObjectValue, key: Value, node: ts.Node): Value {
  if (key.kind !== 'primitive') return undecided(key.kind === 'unknown' ? key : object, `own ${textOf(node)}`, node);
  const name = String(key.value);
  const own = ownProperty(object, name);
  if (own !== null) return own.kind === 'alternatives' ? undecided(object, `own ${name}`, node) : truth(TRUE);
  const open = object.open.value;
  if (open === null && object.instance === null) return truth(FALSE);
  return undecided(open ?? object, `own ${name}`, node);
}
