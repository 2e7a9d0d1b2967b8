/** Declarations that run: variables, enums, namespaces. */
import { ts } from 'ts-morph';
import { type Completion, NORMAL } from '../completion.ts';
import { heardComment } from '../contracts/shapeComment.ts';
import { evaluate } from '../evaluate.ts';
import type { Machine } from '../machine.ts';
import { namesOf } from '../modules.ts';
import { objectValue, ownEntries, setOwn } from '../objects.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { propertyName } from '../propertyName.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { isNumber, primitive, UNDEFINED, type Value } from '../values.ts';
import { runStatements } from './block.ts';

export function runVariables(machine: Machine, list: ts.VariableDeclarationList, scope: Scope): Completion {
  const isVar = !(list.flags & ts.NodeFlags.BlockScoped);
  for (const declaration of list.declarations) {
    // `var x;` keeps what an earlier assignment gave.
    if (declaration.initializer === undefined && isVar) continue;
    const given = declaration.initializer === undefined ? UNDEFINED : evaluate(machine, declaration.initializer, scope);
    if (machine.thrown !== null) return NORMAL;
    const value = heardComment(machine, list, given, scope);
    machine.node = declaration;
    bindPattern(
      machine,
      declaration.name,
      value,
      scope,
      declareIn(machine, isVar ? ownerOf(scope, declaration) : scope),
    );
  }
  return NORMAL;
}

/** The scope in which the function's hoisting declared a `var`. */
export function ownerOf(scope: Scope, { name }: ts.VariableDeclaration): Scope {
  if (!ts.isIdentifier(name)) return scope;
  for (let one: Scope | null = scope; one !== null; one = one.parent) {
    if (one.own(name.text) !== null) return one;
  }
  return scope;
}

export function runEnum(machine: Machine, node: ts.EnumDeclaration, scope: Scope): void {
  const members: [string, Value][] = [];
  let next = 0;
  for (const member of node.members) {
    const inner = new Scope(scope);
    for (const [name, value] of members) inner.declare(name, value);
    const value = member.initializer === undefined ? primitive(next) : evaluate(machine, member.initializer, inner);
    next = isNumber(value) ? value.value + 1 : next + 1;
    const name = propertyName(machine, member.name, scope) ?? '';
    members.push([name, value]);
    if (isNumber(value)) members.push([String(value.value), primitive(name)]);
  }
  const cell = scope.own(node.name.text) ?? scope.declare(node.name.text);
  machine.journal.write(cell, objectValue(members));
}

/** `namespace A { export const b = 1 }`: an object of what its blocks export. */
export function runNamespace(machine: Machine, node: ts.ModuleDeclaration, scope: Scope): void {
  const cell = scope.own(node.name.text) ?? scope.declare(node.name.text);
  const known = settle(machine, cell.value);
  const object = known.kind === 'object' ? known : objectValue();
  machine.journal.write(cell, object);
  // What another block of the namespace exports has its name here too.
  const inner = new Scope(scope);
  for (const [name, value] of ownEntries(object)) inner.declare(name, value);
  const holder = new Scope(inner);
  if (node.body !== undefined && ts.isModuleDeclaration(node.body)) {
    runNamespace(machine, node.body, holder);
    setOwn(machine, object, node.body.name.text, holder.own(node.body.name.text)?.value ?? UNDEFINED);
  } else if (node.body !== undefined && ts.isModuleBlock(node.body)) {
    runStatements(machine, node.body.statements, holder);
    for (const name of exportedNames(node.body)) setOwn(machine, object, name, holder.own(name)?.value ?? UNDEFINED);
  }
}

function exportedNames({ statements }: ts.ModuleBlock): readonly string[] {
  const exported = statements.filter(
    (one) => ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return exported.flatMap((one) => {
    if (ts.isVariableStatement(one)) return one.declarationList.declarations.flatMap(({ name }) => [...namesOf(name)]);
    const isNamed = ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one) || ts.isEnumDeclaration(one);
    if (isNamed) return one.name === undefined ? [] : [one.name.text];
    return ts.isModuleDeclaration(one) ? [one.name.text] : [];
  });
}
