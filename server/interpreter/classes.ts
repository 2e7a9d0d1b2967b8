/** Classes of the program: what a declaration makes. */
import { ts } from 'ts-morph';
import { isAbrupt } from './completion.ts';
import { evaluate } from './evaluate.ts';
import type { Machine } from './machine.ts';
import { setProperty } from './objects.ts';
import { propertyName } from './propertyName.ts';
import { Scope } from './scope.ts';
import { settle } from './settle.ts';
import { runBlock } from './statements/block.ts';
import { type ClassValue, type Closure, UNDEFINED, type Value } from './values.ts';

/** The value of a class declaration or expression: its keys and statics are evaluated here. */
export function makeClass(machine: Machine, node: ts.ClassLikeDeclaration, outer: Scope): ClassValue {
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const parent = heritage === undefined ? null : settle(machine, evaluate(machine, heritage.expression, outer));
  const scope = new Scope(outer);
  const value: ClassValue = {
    kind: 'class',
    node,
    scope,
    parent,
    statics: new Map(),
    members: new Map(),
    fieldKeys: new Map(),
  };
  if (node.name !== undefined) scope.declareConstant(node.name.text, value);
  note(machine, value);
  for (const member of node.members) defineMember(machine, value, member);
  for (const member of node.members) {
    if (isStatic(member) && machine.thrown === null) runStatic(machine, value, member);
  }
  return value;
}

function note({ classes, classesIn }: Machine, value: ClassValue): void {
  const { node } = value;
  const file = node.getSourceFile();
  const own = classesIn.get(file) ?? new Map<ts.ClassLikeDeclaration, ClassValue>();
  classesIn.set(file, own.set(node, value));
  classes.set(node, value);
}

export function isStatic(member: ts.ClassElement): boolean {
  if (ts.isClassStaticBlockDeclaration(member)) return true;
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((one) => one.kind === ts.SyntaxKind.StaticKeyword)
  );
}

/** Methods and accessors exist before anything static runs; the key of a field is evaluated once, here. */
function defineMember(machine: Machine, home: ClassValue, member: ts.ClassElement): void {
  if (ts.isPropertyDeclaration(member)) {
    home.fieldKeys.set(member, memberKey(machine, home, member.name));
    return;
  }
  if (!(ts.isMethodDeclaration(member) || ts.isAccessor(member)) || member.body === undefined) return;
  const key = memberKey(machine, home, member.name);
  const known = isStatic(member) ? home.statics.get(key)?.value : home.members.get(key);
  const made = withMember(known ?? null, methodOf(home, member), member);
  if (isStatic(member)) setProperty(machine, home.statics, key, made);
  else home.members.set(key, made);
}

function memberKey(machine: Machine, { scope }: ClassValue, name: ts.PropertyName): string {
  // No program asks for the empty name, which stands for one that is not known.
  return propertyName(machine, name, scope) ?? '';
}

/** A method, or an accessor with both of its functions. */
export function withMember(known: Value | null, method: Closure, node: ts.Node): Value {
  const other = known?.kind === 'accessor' ? known : { get: null, set: null };
  if (ts.isGetAccessorDeclaration(node)) return { kind: 'accessor', get: method, set: other.set };
  if (ts.isSetAccessorDeclaration(node)) return { kind: 'accessor', get: other.get, set: method };
  return method;
}

export function methodOf(home: ClassValue, node: ts.FunctionLikeDeclaration): Closure {
  return { kind: 'closure', node, scope: home.scope, self: null, home, statics: new Map() };
}

function runStatic(machine: Machine, value: ClassValue, member: ts.ClassElement): void {
  const scope = new Scope(value.scope, { self: value, home: value, args: [], site: null, newTarget: null });
  if (ts.isPropertyDeclaration(member)) {
    const initial = member.initializer === undefined ? UNDEFINED : evaluate(machine, member.initializer, scope);
    setProperty(machine, value.statics, value.fieldKeys.get(member) ?? '', initial);
  } else if (ts.isClassStaticBlockDeclaration(member)) {
    const completion = runBlock(machine, member.body, scope);
    if (isAbrupt(completion) && completion.kind === 'throw') machine.thrown = completion.value;
  }
}
