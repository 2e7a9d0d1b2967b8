/** Statements that stop a generator, or leave a construct that does. */
import { ts } from 'ts-morph';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { evaluate } from '../evaluate.ts';
import type { Machine } from '../machine.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { matches } from '../statements/choice.ts';
import { ownerOf } from '../statements/declaration.ts';
import { execute } from '../statements/execute.ts';
import { hoist } from '../statements/hoist.ts';
import { truthiness } from '../truth.ts';
import { UNDEFINED, type Value } from '../values.ts';
import { evaluateSteps } from './expressions.ts';
import type { Body, Continue } from './generator.ts';
import { runLoopSteps } from './loops.ts';
import { hasYield, stopsWithin } from './needs.ts';

/** Runs a statement and goes on with how it ended. */
export function runSteps(machine: Machine, node: ts.Statement, scope: Scope, body: Body, next: Continue): Value {
  if (machine.gaveUp !== null) return body.lose(machine, node, machine.gaveUp.message);
  if (!stopsWithin(node)) return next(machine, execute(machine, node, scope));
  if (ts.isBlock(node)) return runList(machine, node.statements, new Scope(scope), body, next);
  if (ts.isExpressionStatement(node)) {
    return evaluateSteps(machine, node.expression, scope, body, next, (inner) => next(inner, NORMAL));
  }
  if (ts.isVariableStatement(node)) return declareSteps(machine, node.declarationList, 0, scope, body, next);
  if (ts.isReturnStatement(node)) {
    if (node.expression === undefined) return next(machine, { kind: 'return', value: UNDEFINED });
    return evaluateSteps(machine, node.expression, scope, body, next, (inner, value) =>
      next(inner, { kind: 'return', value }),
    );
  }
  if (ts.isThrowStatement(node)) {
    return evaluateSteps(machine, node.expression, scope, body, next, (inner, value) =>
      next(inner, { kind: 'throw', value }),
    );
  }
  if (ts.isIfStatement(node)) return ifSteps(machine, node, scope, body, next);
  if (ts.isIterationStatement(node, false)) return runLoopSteps(machine, node, scope, body, null, next);
  if (ts.isTryStatement(node)) return trySteps(machine, node, scope, body, next);
  if (ts.isLabeledStatement(node)) return labelSteps(machine, node, scope, body, next);
  if (ts.isSwitchStatement(node)) return switchSteps(machine, node, scope, body, next);
  return next(machine, execute(machine, node, scope));
}

export function runList(
  machine: Machine,
  statements: readonly ts.Statement[],
  scope: Scope,
  body: Body,
  next: Continue,
): Value {
  hoist(machine, statements, scope);
  const from = (inner: Machine, index: number): Value => {
    const statement = statements[index];
    if (statement === undefined) return next(inner, NORMAL);
    return runSteps(inner, statement, scope, body, (after, completion) =>
      isAbrupt(completion) ? next(after, completion) : from(after, index + 1),
    );
  };
  return from(machine, 0);
}

function declareSteps(
  machine: Machine,
  list: ts.VariableDeclarationList,
  index: number,
  scope: Scope,
  body: Body,
  next: Continue,
): Value {
  const declaration = list.declarations[index];
  if (declaration === undefined) return next(machine, NORMAL);
  const isVar = !(list.flags & ts.NodeFlags.BlockScoped);
  const use = (inner: Machine, value: Value): Value => {
    if (!isVar || declaration.initializer !== undefined) {
      const bind = declareIn(inner, isVar ? ownerOf(scope, declaration) : scope);
      bindPattern(inner, declaration.name, value, scope, bind);
    }
    return declareSteps(inner, list, index + 1, scope, body, next);
  };
  if (declaration.initializer === undefined) return use(machine, UNDEFINED);
  return evaluateSteps(machine, declaration.initializer, scope, body, next, use);
}

function ifSteps(machine: Machine, node: ts.IfStatement, scope: Scope, body: Body, next: Continue): Value {
  return evaluateSteps(machine, node.expression, scope, body, next, (inner, condition) =>
    body.fork(
      inner,
      node,
      truthiness(inner, condition),
      () => runSteps(inner, node.thenStatement, scope, body, next),
      () =>
        node.elseStatement === undefined ? next(inner, NORMAL) : runSteps(inner, node.elseStatement, scope, body, next),
    ),
  );
}

function labelSteps(machine: Machine, node: ts.LabeledStatement, scope: Scope, body: Body, next: Continue): Value {
  const label = node.label.text;
  const after: Continue = (inner, completion) =>
    next(inner, completion.kind === 'break' && completion.label === label ? NORMAL : completion);
  const { statement } = node;
  if (ts.isIterationStatement(statement, false)) return runLoopSteps(machine, statement, scope, body, label, after);
  return runSteps(machine, statement, scope, body, after);
}

/** `try`: how the block ended decides whether the handler runs; the last block runs in any case. */
function trySteps(machine: Machine, node: ts.TryStatement, scope: Scope, body: Body, next: Continue): Value {
  const { catchClause, finallyBlock } = node;
  const last: Continue = (inner, completion) => {
    if (finallyBlock === undefined) return next(inner, completion);
    return runSteps(inner, finallyBlock, scope, body, (after, final) =>
      next(after, isAbrupt(final) ? final : completion),
    );
  };
  const { risks } = machine;
  return runSteps(machine, node.tryBlock, scope, body, (inner, completion) => {
    if (inner.risks > risks && completion.kind !== 'throw') inner.presume(node, 'no exception inside a generator');
    if (completion.kind !== 'throw' || catchClause === undefined) return last(inner, completion);
    const handler = new Scope(scope);
    const { variableDeclaration } = catchClause;
    if (variableDeclaration !== undefined) {
      bindPattern(inner, variableDeclaration.name, completion.value, handler, declareIn(inner, handler));
    }
    return runSteps(inner, catchClause.block, handler, body, last);
  });
}

function switchSteps(machine: Machine, node: ts.SwitchStatement, scope: Scope, body: Body, next: Continue): Value {
  const { clauses } = node.caseBlock;
  const inside = new Scope(scope);
  const after: Continue = (inner, completion) =>
    next(inner, completion.kind === 'break' && completion.label === null ? NORMAL : completion);
  const runFrom = (inner: Machine, index: number): Value =>
    runList(
      inner,
      clauses.slice(index).flatMap((clause) => [...clause.statements]),
      inside,
      body,
      after,
    );
  const choose = (inner: Machine, value: Value, index: number): Value => {
    const clause = clauses[index];
    if (clause === undefined) {
      const otherwise = clauses.findIndex(ts.isDefaultClause);
      return otherwise < 0 ? next(inner, NORMAL) : runFrom(inner, otherwise);
    }
    if (ts.isDefaultClause(clause)) return choose(inner, value, index + 1);
    return body.fork(
      inner,
      clause,
      matches(inner, clause, value, inside),
      () => runFrom(inner, index),
      () => choose(inner, value, index + 1),
    );
  };
  return evaluateSteps(machine, node.expression, scope, body, next, (inner, value) => choose(inner, value, 0));
}

/** Evaluates a condition of a loop, which may stop the generator too. */
export function conditionSteps(
  machine: Machine,
  node: ts.Expression | undefined,
  scope: Scope,
  body: Body,
  next: Continue,
  use: (machine: Machine, value: Value) => Value,
): Value {
  if (node === undefined) return use(machine, { kind: 'primitive', value: true });
  if (hasYield(node)) return evaluateSteps(machine, node, scope, body, next, use);
  const value = evaluate(machine, node, scope);
  const { thrown } = machine;
  if (thrown === null) return use(machine, value);
  machine.thrown = null;
  return next(machine, { kind: 'throw', value: thrown } satisfies Completion);
}
