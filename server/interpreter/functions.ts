/** Calling: closures of the program, natives, classes, a library's functions. */
import { ts } from 'ts-morph';
import { all, negation, TRUE } from '../symbolic/condition.ts';
import { withinAllowance } from './allowance.ts';
import { type Collector, openCollector, resume, snapshot, stash } from './branch.ts';
import { isErrorClass, throwError } from './builtins/errors.ts';
import { noteCall } from './callSites.ts';
import type { Completion } from './completion.ts';
import { construct, constructByFunction, constructLibrary } from './construction.ts';
import { bindContract, contractedResult } from './contracts/call.ts';
import { evaluate } from './evaluate.ts';
import { iterated } from './iterate.ts';
import { mergeValues } from './join.ts';
import { callRow } from './library.ts';
import { BUDGET, functionName, type Machine, reasonAt, textOf } from './machine.ts';
import { arrayOf } from './objects.ts';
import { bindParameters } from './patterns.ts';
import { type Frame, Scope } from './scope.ts';
import { settle } from './settle.ts';
import { runBody } from './statements/block.ts';
import { makeGenerator } from './steps/generator.ts';
import { callBySummary } from './summaries/call.ts';
import { resultOfCall } from './types.ts';
import { unknown } from './unknown.ts';
import { type Closure, promise, rejectedPromise, UNDEFINED, type Value } from './values.ts';
import { lightenedAny } from './weight.ts';

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
      machine.risks += 1;
      return resultOfCall(machine, target, args, node);
    case 'class':
      if (isErrorClass(target)) return construct(machine, target, args, node);
      return throwError(machine, 'TypeError', `Class constructor cannot be invoked without 'new'`);
    default:
      return unknown(machine.presume(node, `\`${textOf(node)}\` calls what is no function`));
  }
}

/** `new callee(...args)`. */
export function constructValue(
  machine: Machine,
  callee: Value,
  args: readonly Value[],
  node: ts.Node,
  newTarget: Value | null = null,
): Value {
  const target = settle(machine, callee);
  switch (target.kind) {
    case 'class':
      return construct(machine, target, args, node, newTarget ?? target);
    case 'closure':
      if (isConstructible(target)) return constructByFunction(machine, target, args, node, newTarget ?? target);
      return throwError(machine, 'TypeError', 'not a constructor');
    case 'libraryClass':
      return constructLibrary(machine, target.type, args, node);
    case 'native':
      return target.call(machine, { self: UNDEFINED, args, node, isNew: true });
    default:
      machine.risks += 1;
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
  newTarget: Value | null = null,
): Value {
  const frame: Frame = { self, home: closure.home, args, newTarget, site: site === closure.node ? null : site };
  const scope = new Scope(closure.scope, ts.isArrowFunction(closure.node) ? null : frame);
  const call = { site, closure, path: machine.path, self, args, outer: machine.calls.at(-1) ?? null };
  const contracted = { node: closure.node, args, site };
  bindContract(machine, scope, contracted);
  const refusal = refuse(machine, closure, site);
  if (refusal !== null) return contractedResult(machine, scope, contracted, refusal);
  machine.recorder.enter(closure.node, call);
  noteCall(machine, closure.node, args, site);
  if (site !== closure.node) machine.recorder.noteCall(machine, closure.node, args);
  machine.calls.push(call);
  const summarized = callBySummary(machine, closure, call, (inputs) => runAlone(machine, closure, inputs));
  if (summarized !== null) {
    machine.calls.pop();
    return summarized;
  }
  machine.recorder.ran.add(closure.node);
  const isGenerator = closure.node.asteriskToken !== undefined;
  const run = isGenerator ? generatorOf : isAsync(closure.node) ? runAsync : runFunction;
  const value = withinAllowance(machine, closure, self, args, site, () => run(machine, closure, scope, args));
  machine.calls.pop();
  return contractedResult(machine, scope, contracted, value);
}

/** Runs a function of a module on inputs, as no call of the program does. */
export function runAlone(machine: Machine, closure: Closure, inputs: readonly Value[]): Value {
  return callClosure(machine, closure, UNDEFINED, inputs, closure.node);
}

/** Arrows, methods and what runs in steps are no constructors. */
function isConstructible({ node }: Closure): boolean {
  const isPlain = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
  return isPlain && node.asteriskToken === undefined && !isAsync(node);
}

function refuse(machine: Machine, { node }: Closure, site: ts.Node): Value | null {
  if (node.body === undefined) return unknown(reasonAt(site, `\`${functionName(node)}\` has no body`));
  const running = machine.calls.filter((call) => call.closure?.node === node);
  const isDecided = running[0]?.path === machine.path && machine.steps < BUDGET.recursionSteps;
  if (machine.calls.length >= (isDecided ? BUDGET.decidedDepth : BUDGET.depth))
    return unknown(reasonAt(site, 'calls nest too deeply'));
  return running.length >= BUDGET.recursion && !isDecided
    ? unknown(reasonAt(site, `\`${functionName(node)}\` calls itself`))
    : null;
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.AsyncKeyword)
  );
}

/** The parameters are bound now, the body runs when it is asked; that of a root is asked for all that it gives. */
function generatorOf(machine: Machine, closure: Closure, scope: Scope, args: readonly Value[]): Value {
  const { node } = closure;
  if (scope.frame !== null) scope.declare('arguments', arrayOf(args));
  bindParameters(machine, node, args, scope);
  const generator = makeGenerator(closure, scope, isAsync(node));
  if (machine.calls.at(-1)?.site === node) iterated(machine, generator, node);
  return generator;
}

/**
 * An async function: a call that is awaited throws where it is awaited; of another the paths that throw give promises
 * that are rejected.
 */
function runAsync(machine: Machine, closure: Closure, scope: Scope, args: readonly Value[]): Value {
  if (isAwaited(machine.calls.at(-1)?.site, closure))
    return promised(machine, runFunction(machine, closure, scope, args));
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, ({ kind }) => kind === 'throw');
  const value = promised(machine, runFunction(machine, closure, scope, args));
  machine.collectors.pop();
  if (collector.caught.length === 0) return value;
  const ended = collector.caught.map(({ completion, state }) => ({
    state,
    value: completion.kind === 'throw' ? rejectedPromise(completion.value) : value,
  }));
  ended.push({ state: snapshot(machine, collector.mark, collector.path), value });
  machine.journal.rollback(collector.mark);
  resume(
    machine,
    ended.map(({ state }) => state),
    base,
  );
  machine.path = base.path;
  return mergeValues(
    machine,
    ended.map((one) => ({ condition: one.state.condition, value: one.value })),
  );
}

function isAwaited(site: ts.Node | undefined, { node }: Closure): boolean {
  if (site === undefined || site === node) return true;
  let { parent } = site;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  return ts.isAwaitExpression(parent);
}

/** What an async function gives; where it throws on every path, a promise that is rejected. */
function promised(machine: Machine, value: Value): Value {
  const { thrown } = machine;
  machine.thrown = null;
  return thrown === null ? promise(settle(machine, value)) : rejectedPromise(thrown);
}

function runFunction(machine: Machine, closure: Closure, scope: Scope, args: readonly Value[]): Value {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, ({ kind }) => kind === 'return');
  const before = throwsCaught(machine);
  if (scope.frame !== null) scope.declare('arguments', arrayOf(args));
  bindParameters(machine, closure.node, args, scope);
  const completion = runBodyOf(machine, closure, scope);
  machine.collectors.pop();
  const ended = [...collector.caught];
  if (completion.kind !== 'throw') {
    ended.push({ completion, state: snapshot(machine, collector.mark, collector.path) });
  } else if (ended.length === 0) {
    machine.thrown = completion.value;
    // Other exceptions of the call wait at a handler: this one is that of the other paths.
    if (throwsCaught(machine) === before) machine.path = base.path;
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
  if (throwsCaught(machine) > before) enterEither(machine, ended);
  return mergeValues(
    machine,
    ended.map(({ completion: end, state }) => ({
      condition: state.condition,
      value: end.kind === 'return' ? end.value : UNDEFINED,
    })),
  );
}

/** How many exceptions wait at the handlers around. */
function throwsCaught(machine: Machine): number {
  const counts = machine.collectors.map(
    ({ caught }) => caught.filter(({ completion }) => completion.kind === 'throw').length,
  );
  return counts.reduce((a, b) => a + b, 0);
}

/** After a call that some paths left for a handler, only the others go on. */
function enterEither(machine: Machine, ended: Collector['caught']): void {
  const either = lightenedAny(ended.map(({ state }) => state.condition));
  if (either !== TRUE) machine.path = [...machine.path, either];
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
  const failed = machine.thrown;
  if (failed !== null) {
    machine.thrown = null;
    return { kind: 'throw', value: failed };
  }
  if (body === undefined) return { kind: 'normal' };
  if (ts.isBlock(body)) return runBody(machine, body, scope);
  const value = evaluate(machine, body, scope);
  const { thrown } = machine;
  if (thrown === null) return { kind: 'return', value };
  machine.thrown = null;
  return { kind: 'throw', value: thrown };
}
