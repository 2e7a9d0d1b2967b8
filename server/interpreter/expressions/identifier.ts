/** Names and `this`. */
import type { ts } from 'ts-morph';
import { globalValue } from '../builtins/globals.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { namespaceOf } from '../modules.ts';
import type { Scope } from '../scope.ts';
import { unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';

/** The value of a name: a variable, a global of the language, a library's global from a script tag. */
export function evaluateIdentifier(machine: Machine, node: ts.Identifier, scope: Scope): Value {
  const cell = scope.find(node.text);
  if (cell !== null) return cell.value;
  const known = globalValue(node.text, machine);
  if (known !== null) return known;
  const library = machine.host.globalLibrary(node.text);
  if (library !== null) return namespaceOf(library);
  return unknown(reasonAt(node, `\`${node.text}\` is declared nowhere`), { provenance: 'outside', origin: node.text });
}

export function evaluateThis(_: Machine, node: ts.Node, scope: Scope): Value {
  const frame = scope.thisFrame();
  if (frame === null) return UNDEFINED;
  if (frame.self !== UNDEFINED) return frame.self;
  // A function that is called without a receiver here is called with one elsewhere.
  frame.self = unknown(reasonAt(node, '`this` is not known'), { provenance: 'input', origin: 'this' });
  return frame.self;
}
