/** Calling: closures of the program, natives, classes, a library's functions. */
import { ts } from 'ts-morph';
import { all, negation } from '../symbolic/condition.ts';
import { openCollector, resume, snapshot, stash } from './branch.ts';
import { noteCall } from './callSites.ts';
import { construct, constructLibrary } from './classes.ts';
import type { Completion } from './completion.ts';
import { evaluate } from './evaluate.ts';
import { mergeValues } from './join.ts';
import { callRow } from './library.ts';
import { BUDGET, functionName, type Machine, reasonAt, textOf } from './machine.ts';
import { arrayOf } from './objects.ts';
import { bindParameters } from './patterns.ts';
import { type Frame, Scope } from './scope.ts';
import { settle } from './settle.ts';
import { runBody } from './statements/block.ts';
import { resultOfCall } from './types.ts';
import { unknown } from './unknown.ts';
import { type Closure, promise, UNDEFINED, type Value } from './values.ts';

/** Calls a value with a receiver and arguments. `node` is the call expression. */
export function callFunction(
  machine: Machine,
  callee: Value,
  self: Value,
  args: readonly Value[],
  node: ts.Node,
): Value {
  const target = settle(machine, callee);
  switch (target.kind) {
    case 'closure':
      return callClosure(machine, target, target.self ?? self, args, node);
    case 'native':
      return target.call(machine, { self, args, node, isNew: false });
    case 'libraryFunction':
      return callRow(machine, target.row, target.self === null ? args : [target.self, ...args], node);
    case 'libraryClass':
      return constructLibrary(machine, target.type, args, node);
    case 'unknown':
      return resultOfCall(machine, target, args, node);
    default:
      return unknown(reasonAt(node, `\`${textOf(node)}\` calls what is no function`));
  }
}

/** `new callee(...args)`. */
export function constructValue(machine: Machine, callee: Value, args: readonly Value[], node: ts.Node): Value {
  const target = settle(machine, callee);
  switch (target.kind) {
    case 'class':
      return construct(machine, target, args, node);
    case 'libraryClass':
      return constructLibrary(machine, target.type, args, node);
    case 'native':
      return target.call(machine, { self: UNDEFINED, args, node, isNew: true });
    default:
      return resultOfCall(machine, target.kind === 'unknown' ? target : null, args, node);
  }
}

/** Runs a function of the program. Its value is that of its returns, joined. */
export function callClosure(
  machine: Machine,
  closure: Closure,
  self: Value,
  args: readonly Value[],
  site: ts.Node,
  isConstructor = false,
): Value {
  const refusal = refuse(machine, closure, site);
  if (refusal !== null) return refusal;
  const frame: Frame = { self, home: closure.home, args, isConstructor };
  const scope = new Scope(closure.scope, ts.isArrowFunction(closure.node) ? null : frame);
  machine.recorder.entered.add(closure.node);
  noteCall(machine, closure.node, args, site);
  machine.calls.push({ site, closure });
  const value = runFunction(machine, closure, scope, args);
  machine.calls.pop();
  if (!isAsync(closure.node)) return value;
  machine.thrown = null;
  return promise(settle(machine, value));
}

function refuse(machine: Machine, { node }: Closure, site: ts.Node): Value | null {
  if (node.asteriskToken !== undefined) return unknown(reasonAt(site, 'generators are not followed'));
  if (node.body === undefined) return unknown(reasonAt(site, `\`${functionName(node)}\` has no body`));
  if (machine.calls.length >= BUDGET.depth) return unknown(reasonAt(site, 'calls nest too deeply'));
  const running = machine.calls.filter((call) => call.closure?.node === node).length;
  return running >= BUDGET.recursion ? unknown(reasonAt(site, `\`${functionName(node)}\` calls itself`)) : null;
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.AsyncKeyword)
  );
}

function runFunction(machine: Machine, closure: Closure, scope: Scope, args: readonly Value[]): Value {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, ({ kind }) => kind === 'return');
  if (scope.frame !== null) scope.declare('arguments', arrayOf(args));
  bindParameters(machine, closure.node, args, scope);
  const completion = runBodyOf(machine, closure, scope);
  machine.collectors.pop();
  const ended = [...collector.caught];
  if (completion.kind !== 'throw') {
    ended.push({ completion, state: snapshot(machine, collector.mark, collector.path) });
  } else if (ended.length === 0) {
    machine.thrown = completion.value;
    machine.path = base.path;
    return UNDEFINED;
  }
  if (completion.kind === 'throw') leaveByThrow(machine, completion, base.path);
  if (ended.length > 1 || completion.kind === 'throw') {
    machine.journal.rollback(collector.mark);
    resume(
      machine,
      ended.map(({ state }) => state),
      base,
    );
  }
  machine.path = base.path;
  return mergeValues(
    machine,
    ended.map(({ completion: end, state }) => ({
      condition: state.condition,
      value: end.kind === 'return' ? end.value : UNDEFINED,
    })),
  );
}

/** Some paths returned, this one throws: a try around the call may catch it, else the others need that it did not happen. */
function leaveByThrow(machine: Machine, completion: Completion, before: Machine['path']): void {
  stash(machine, completion);
  if (machine.collectors.some((collector) => collector.accepts(completion))) return;
  const condition = all(...machine.path.slice(before.length));
  machine.recorder.guard(machine, negation(condition), 'requires', 'throws otherwise', before);
}

function runBodyOf(machine: Machine, { node }: Closure, scope: Scope): Completion {
  const { body } = node;
  if (body === undefined) return { kind: 'normal' };
  if (ts.isBlock(body)) return runBody(machine, body, scope);
  const value = evaluate(machine, body, scope);
  const { thrown } = machine;
  if (thrown === null) return { kind: 'return', value };
  machine.thrown = null;
  return { kind: 'throw', value: thrown };
}
