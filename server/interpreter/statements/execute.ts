/** Execution of statements: one dispatch; a thrown exception becomes a completion here. */
import { ts } from 'ts-morph';
import { isSpread } from '../../tensor/tensor.ts';
import { isFree, runFree } from '../alone.ts';
import { catching } from '../catching.ts';
import { makeClass } from '../classes.ts';
import { type Completion, NORMAL } from '../completion.ts';
import { evaluate } from '../evaluate.ts';
import { isInert } from '../inert.ts';
import { BUDGET, type Machine, reasonAt } from '../machine.ts';
import { resolved } from '../resolved.ts';
import type { Scope } from '../scope.ts';
import { UNDEFINED } from '../values.ts';
import { runBlock } from './block.ts';
import { runIf, runSwitch } from './choice.ts';
import { runEnum, runNamespace, runVariables } from './declaration.ts';
import { runLoop } from './loop.ts';
import { runTry } from './try.ts';

export function execute(machine: Machine, node: ts.Statement, scope: Scope): Completion {
  if (machine.nesting >= BUDGET.nesting) {
    machine.gaveUp ??= reasonAt(node, 'it is nested too deeply');
    return NORMAL;
  }
  machine.recorder.reach(node);
  if (node === machine.watch?.place.statement) machine.watch.visit(machine, scope);
  if (isInert(node, machine.host)) return NORMAL;
  machine.nesting += 1;
  const completion = isFree(machine, node)
    ? runFree(machine, () => dispatch(machine, node, scope))
    : dispatch(machine, node, scope);
  machine.nesting -= 1;
  const { thrown } = machine;
  if (thrown === null) return completion;
  machine.thrown = null;
  return { kind: 'throw', value: thrown };
}

function dispatch(machine: Machine, node: ts.Statement, scope: Scope): Completion {
  if (ts.isExpressionStatement(node)) {
    evaluate(machine, node.expression, scope);
    return NORMAL;
  }
  if (ts.isVariableStatement(node)) return runVariables(machine, node.declarationList, scope);
  if (ts.isReturnStatement(node)) {
    const value = node.expression === undefined ? UNDEFINED : evaluate(machine, node.expression, scope);
    // What is known of the rank here may not be known where paths have met again.
    const isOpen = value.kind === 'tensor' && value.tensor.shape.some(isSpread);
    return { kind: 'return', value: isOpen ? resolved(machine, value) : value };
  }
  if (ts.isIfStatement(node)) return runIf(machine, node, scope);
  if (ts.isBlock(node)) return runBlock(machine, node, scope);
  if (ts.isThrowStatement(node)) return { kind: 'throw', value: evaluate(machine, node.expression, scope) };
  if (ts.isIterationStatement(node, false)) return runLoop(machine, node, scope, null);
  if (ts.isBreakStatement(node)) return { kind: 'break', label: node.label?.text ?? null };
  if (ts.isContinueStatement(node)) return { kind: 'continue', label: node.label?.text ?? null };
  if (ts.isSwitchStatement(node)) return runSwitch(machine, node, scope);
  if (ts.isTryStatement(node)) return runTry(machine, node, scope);
  return dispatchRare(machine, node, scope);
}

function dispatchRare(machine: Machine, node: ts.Statement, scope: Scope): Completion {
  if (ts.isClassDeclaration(node)) declareValue(machine, node.name?.text, makeClass(machine, node, scope), scope);
  else if (ts.isEnumDeclaration(node)) runEnum(machine, node, scope);
  else if (ts.isModuleDeclaration(node)) runNamespace(machine, node, scope);
  else if (ts.isExportAssignment(node))
    declareValue(machine, undefined, evaluate(machine, node.expression, scope), scope);
  else if (ts.isLabeledStatement(node)) return runLabeled(machine, node, scope);
  return NORMAL;
}

function runLabeled(machine: Machine, node: ts.LabeledStatement, scope: Scope): Completion {
  const { statement, label } = node;
  const run = () =>
    ts.isIterationStatement(statement, false)
      ? runLoop(machine, statement, scope, label.text)
      : execute(machine, statement, scope);
  return catching(machine, (completion) => completion.kind === 'break' && completion.label === label.text, run);
}

function declareValue(
  machine: Machine,
  name: string | undefined,
  value: ReturnType<typeof evaluate>,
  scope: Scope,
): void {
  const cell = scope.own(name ?? 'export default') ?? scope.declare(name ?? 'export default');
  machine.journal.write(cell, value);
}
