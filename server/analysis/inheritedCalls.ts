/**
 * Inherited methods on the classes that inherit them: `decode()` of a base class calls `this.sample(x)`, which only its
 * descendants declare. What it passes tells of their parameters.
 */
import { ts } from 'ts-morph';
import { methodOf } from '../interpreter/classes.ts';
import { callClosure } from '../interpreter/functions.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import type { ClassValue, Closure } from '../interpreter/values.ts';
import { fakeArguments, silently } from './lateRuns.ts';

/** Runs methods on instances of the classes of a file that inherit them, where these declare what the methods call. */
export function noteInheritedCalls(machine: Machine, module: ModuleRecord): void {
  for (const [node, home] of [...(machine.classesIn.get(module.file) ?? [])]) {
    const prepared = machine.instances.get(node);
    if (prepared === undefined) continue;
    const own = namesOf(home).filter((name) => takesUntold(home, name));
    for (const method of own.length === 0 ? [] : inheritedMethods(home)) {
      if (!callsOne(method.node, own)) continue;
      const { instance, effects } = prepared();
      const call = () => {
        machine.journal.replay(effects);
        callClosure(machine, method, instance, fakeArguments(machine, method.node), method.node);
      };
      machine.journal.passing(() => void silently(machine, method.node, call));
    }
  }
}

function namesOf({ members }: ClassValue): readonly string[] {
  return [...members].flatMap(([name, member]) => (member.kind === 'closure' ? [name] : []));
}

/** Whether a method has a parameter of which nothing tells the rank. */
function takesUntold({ members }: ClassValue, name: string): boolean {
  const member = members.get(name);
  return member?.kind === 'closure' && member.node.parameters.some(({ type }) => type === undefined);
}

/** The methods of the ancestors in the same file that the class does not declare itself. */
function inheritedMethods(home: ClassValue): readonly Closure[] {
  const found = new Map<string, Closure>();
  for (let one = home.parent; one?.kind === 'class'; one = one.parent) {
    if (one.node.getSourceFile() !== home.node.getSourceFile()) break;
    for (const [name, member] of one.members) {
      if (member.kind === 'closure' && !home.members.has(name) && !found.has(name)) {
        found.set(name, methodOf(one, member.node));
      }
    }
  }
  return [...found.values()];
}

/** Whether a text calls `this.name(...)` for one of several names. */
function callsOne(node: ts.Node, names: readonly string[]): boolean {
  const visit = (child: ts.Node): boolean => {
    const callee = ts.isCallExpression(child) ? child.expression : null;
    const isOwn =
      callee !== null && ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
    if (isOwn && names.includes(callee.name.text)) return true;
    return ts.forEachChild(child, visit) === true;
  };
  return visit(node);
}
