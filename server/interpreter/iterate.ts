/** Iteration: the elements that a loop or a spread sees. */
import type { ts } from 'ts-morph';
import { listEntries } from './builtins/entries.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { arrayOf } from './objects.ts';
import { settle } from './settle.ts';
import { unknown } from './unknown.ts';
import { type ArrayValue, primitive, type Value } from './values.ts';

/** An iterable as an array; unknown where it cannot be listed. */
export function iterated(
  machine: Machine,
  value: Value,
  node: ts.Node,
): ArrayValue | Extract<Value, { kind: 'unknown' }> {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'array':
      return settled;
    case 'primitive':
      if (typeof settled.value === 'string') return arrayOf([...settled.value].map((one) => primitive(one)));
      break;
    case 'object':
      if (settled.entries.value !== null) return listEntries(machine, settled, node);
      break;
    case 'unknown':
      return settled;
  }
  return unknown(reasonAt(node, `the elements of \`${textOf(node)}\` are not known`), {
    provenance: 'outside',
    origin: textOf(node),
  });
}

/** An element of an iterable that cannot be listed: nothing says that it is like another one. */
export function someElement(value: Extract<Value, { kind: 'unknown' }>): Value {
  return unknown(value.why, { provenance: value.provenance, origin: `${value.origin}[i]` });
}
