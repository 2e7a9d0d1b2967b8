/** Loops: unrolled while the facts decide each turn, else solved for an unknown number of turns. */
import { ts } from 'ts-morph';
import { negation, TRUE } from '../../symbolic/condition.ts';
import { equal } from '../../symbolic/relation.ts';
import { constant, fromSymbol, type Size } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { stash } from '../branch.ts';
import { everyTurn } from '../builtins/turns.ts';
import { catching } from '../catching.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { evaluate } from '../evaluate.ts';
import { BUDGET, type Machine, textOf } from '../machine.ts';
import { Scope } from '../scope.ts';
import { truthiness } from '../truth.ts';
import { UNDEFINED } from '../values.ts';
import { runVariables } from './declaration.ts';
import { execute } from './execute.ts';
import { runForIn, runForOf } from './forOf.ts';
import { turnsOf } from './turnsOf.ts';

/** Runs a loop; `label` is the name that `break` and `continue` may use for it. */
export function runLoop(machine: Machine, node: ts.IterationStatement, scope: Scope, label: string | null): Completion {
  const breaks = (completion: Completion) =>
    completion.kind === 'break' && (completion.label === null || completion.label === label);
  return catching(machine, breaks, () => {
    if (ts.isForOfStatement(node)) return runForOf(machine, node, scope, label);
    if (ts.isForInStatement(node)) return runForIn(machine, node, scope, label);
    const inner = new Scope(scope);
    if (ts.isForStatement(node)) initialize(machine, node, inner);
    if (machine.thrown !== null) return NORMAL;
    if (ts.isDoStatement(node)) {
      const first = runTurn(machine, node.statement, inner, label);
      if (isAbrupt(first)) return first;
    }
    return unroll(machine, node as Conditional, inner, label);
  });
}

type Conditional = ts.ForStatement | ts.WhileStatement | ts.DoStatement;

/** Runs what stands first in the head of a loop. */
export function initialize(machine: Machine, { initializer }: ts.ForStatement, scope: Scope): void {
  if (initializer === undefined) return;
  if (!ts.isVariableDeclarationList(initializer)) {
    evaluate(machine, initializer, scope);
    return;
  }
  runVariables(machine, initializer, scope);
}

/** The variables of a loop's head are new ones in every turn, with the values of the last: closures keep theirs. */
export function copyTurnScope(scope: Scope): Scope {
  const copy = new Scope(scope.parent);
  for (const [name, { value }] of scope.names()) copy.declare(name, value);
  return copy;
}

const capturing = new WeakMap<ts.Node, boolean>();

/** Whether a closure may keep a variable of the loop's head. */
function isCaptured(node: Conditional): boolean {
  let known = capturing.get(node);
  if (known === undefined) {
    const look = (child: ts.Node): boolean => ts.isFunctionLike(child) || ts.forEachChild(child, look) === true;
    const { initializer } = ts.isForStatement(node) ? node : { initializer: undefined };
    const isBlock = initializer !== undefined && (initializer.flags & ts.NodeFlags.BlockScoped) !== 0;
    known = isBlock && ts.forEachChild(node, look) === true;
    capturing.set(node, known);
  }
  return known;
}

/** Turns that met no tensor in so many steps are not worth to be told apart. */
const IDLE_STEPS = 2_000;

function unroll(machine: Machine, node: Conditional, first: Scope, label: string | null): Completion {
  let scope = first;
  const most = machine.recorder.silence > 1 ? 2 : BUDGET.turns;
  const { steps, touched } = machine;
  for (let turn = 0; turn <= most; turn++) {
    const condition = conditionOf(machine, node, scope);
    if (machine.thrown !== null) return NORMAL;
    const verdict = machine.decide(condition);
    if (verdict === 'no') return NORMAL;
    const isLong = turn === 0 && (turnsOf(machine, node, scope)?.constant ?? 0) > BUDGET.turns;
    const isIdle = machine.touched === touched && machine.steps - steps > IDLE_STEPS;
    if (verdict === 'unknown' || turn === most || isLong || isIdle) return solve(machine, node, scope, label);
    const completion = runTurn(machine, node.statement, scope, label);
    if (isAbrupt(completion)) return completion;
    if (isCaptured(node)) scope = copyTurnScope(scope);
    update(machine, node, scope);
    if (machine.thrown !== null) return NORMAL;
    if (machine.gaveUp !== null) return NORMAL;
  }
  return NORMAL;
}

function conditionOf(machine: Machine, node: Conditional, scope: Scope) {
  const condition = ts.isForStatement(node) ? node.condition : node.expression;
  return condition === undefined ? TRUE : truthiness(machine, evaluate(machine, condition, scope));
}

function update(machine: Machine, node: Conditional, scope: Scope): void {
  if (ts.isForStatement(node) && node.incrementor !== undefined) evaluate(machine, node.incrementor, scope);
}

/** One turn of the body; `continue` ends it normally. */
export function runTurn(machine: Machine, body: ts.Statement, scope: Scope, label: string | null): Completion {
  const continues = (completion: Completion) =>
    completion.kind === 'continue' && (completion.label === null || completion.label === label);
  return catching(machine, continues, () => execute(machine, body, new Scope(scope)));
}

/** Goes on for a number of turns that is not known, or too many to unroll. */
function solve(machine: Machine, node: Conditional, scope: Scope, label: string | null): Completion {
  const exact = turnsOf(machine, node, scope);
  const turns = exact?.size ?? unknownTurns(node);
  let left: Completion = NORMAL;
  everyTurn(machine, turns, node, () => {
    const condition = conditionOf(machine, node, scope);
    if (exact === null && machine.thrown === null) machine.assume(condition, true);
    left = someTurn(machine, node.statement, scope, label);
    update(machine, node, scope);
    return UNDEFINED;
  });
  if (exact === null && machine.thrown === null) {
    const condition = conditionOf(machine, node, scope);
    if (machine.decide(condition) === 'unknown') machine.assume(negation(condition), true);
  }
  return afterTurns(machine, turns, left);
}

/** Where every turn leaves the loop, the paths that go on after it made none. */
export function afterTurns(machine: Machine, turns: Size, left: Completion): Completion {
  if (!isAbrupt(left) || machine.thrown !== null) return NORMAL;
  const isNone = equal(turns, constant(0));
  if (machine.decide(isNone) !== 'no') machine.enter(isNone);
  return NORMAL;
}

/** A turn that stands for all: where it always ends early, the path goes on in the construct that it leads to. */
export function someTurn(machine: Machine, body: ts.Statement, scope: Scope, label: string | null): Completion {
  const completion = runTurn(machine, body, scope, label);
  if (isAbrupt(completion)) stash(machine, completion);
  return completion;
}

export function unknownTurns(node: ts.Node): Size {
  return fromSymbol(makeSymbol({ name: 'turns', origin: `turns of \`${textOf(node)}\``, backing: 'data', min: 0 }));
}
