/** Names and `this`. */
import { ts } from 'ts-morph';
import { globalValue } from '../builtins/globals.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { namespaceOf } from '../modules.ts';
import type { Scope } from '../scope.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { UNDECLARED, UNDEFINED, UNSET, type Value } from '../values.ts';

/** The value of a name: a variable, a global of the language, a library's global from a script tag. */
export function evaluateIdentifier(machine: Machine, node: ts.Identifier, scope: Scope): Value {
  const cell = scope.find(node.text);
  if (cell !== null && cell.value !== UNDECLARED) {
    if (cell.value !== UNSET) return cell.value;
    return unknown(machine.presume(node, `\`${node.text}\` is read before its declaration runs`), {
      provenance: 'outside',
      origin: node.text,
    });
  }
  const known = globalValue(node.text, machine);
  if (known !== null) return known;
  const library = machine.host.globalLibrary(node.text);
  if (library !== null) return namespaceOf(library);
  machine.risks += 1;
  const value = unknown(reasonAt(node, `\`${node.text}\` is declared nowhere`), {
    provenance: 'outside',
    origin: node.text,
  });
  undeclared.add(value);
  return value;
}

const undeclared = new WeakSet<UnknownValue>();

/** Whether a value is that of a name which no file of the program declares: it has no type, while somebody types it. */
export function isUndeclared({ host }: Machine, value: UnknownValue): boolean {
  return undeclared.has(value) && !host.mayBeGlobal(value.origin);
}

/** `new.target` and `import.meta`. */
export function evaluateMeta(node: ts.MetaProperty, scope: Scope): Value {
  if (node.keywordToken === ts.SyntaxKind.NewKeyword) return scope.thisFrame()?.newTarget ?? UNDEFINED;
  return unknown(reasonAt(node, '`import.meta` lies outside the program'), {
    provenance: 'outside',
    origin: 'import.meta',
  });
}

export function evaluateThis(_: Machine, node: ts.Node, scope: Scope): Value {
  const frame = scope.thisFrame();
  if (frame === null) return UNDEFINED;
  if (frame.self !== UNDEFINED) return frame.self;
  const file = node.getSourceFile();
  if (frame.site !== null && ts.isExternalModule(file)) return UNDEFINED;
  // A function that is called without a receiver here is called with one elsewhere.
  frame.self = unknown(reasonAt(node, '`this` is not known'), { provenance: 'input', origin: 'this' });
  return frame.self;
}
