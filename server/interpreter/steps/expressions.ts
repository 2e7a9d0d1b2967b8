/** Expressions that stop a generator: the operands of their `yield`s are evaluated first, in order. */
import { ts } from 'ts-morph';
import type { Completion } from '../completion.ts';
import { awaited, evaluate } from '../evaluate.ts';
import { isLogical } from '../expressions/conditional.ts';
import { iterated } from '../iterate.ts';
import { type Stepper, stepOf, stepperOf } from '../iteration.ts';
import type { Step } from '../listIteration.ts';
import type { Machine } from '../machine.ts';
import { knownSlots } from '../objects.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { truthiness } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';
import type { Body, Continue, Resume } from './generator.ts';
import { hasYield } from './needs.ts';

/** What the `yield`s of the expressions that are being evaluated gave. */
const given = new WeakMap<Machine, ReadonlyMap<ts.YieldExpression, Value>>();

/** `yield` where it is reached by evaluation: what it gave when the generator went on. */
export function evaluateYield(machine: Machine, node: ts.YieldExpression): Value {
  return given.get(machine)?.get(node) ?? unknown(machine.presume(node, 'the generator is not asked for its elements'));
}

/** Evaluates an expression and goes on with its value; an exception goes on as a completion. */
export function evaluateSteps(
  machine: Machine,
  node: ts.Expression,
  scope: Scope,
  body: Body,
  next: Continue,
  use: (machine: Machine, value: Value) => Value,
): Value {
  if (ts.isParenthesizedExpression(node)) return evaluateSteps(machine, node.expression, scope, body, next, use);
  if (ts.isConditionalExpression(node) && hasYield(node)) {
    return evaluateSteps(machine, node.condition, scope, body, next, (inner, condition) =>
      body.fork(
        inner,
        node,
        truthiness(inner, condition),
        () => evaluateSteps(inner, node.whenTrue, scope, body, next, use),
        () => evaluateSteps(inner, node.whenFalse, scope, body, next, use),
      ),
    );
  }
  return evaluateGiven(machine, node, scope, body, next, use, new Map());
}

function evaluateGiven(
  machine: Machine,
  node: ts.Expression,
  scope: Scope,
  body: Body,
  next: Continue,
  use: (machine: Machine, value: Value) => Value,
  known: ReadonlyMap<ts.YieldExpression, Value>,
): Value {
  const stop = firstYield(node, known);
  if (stop === 'hidden') return body.lose(machine, node, 'a `yield` that may be passed over');
  if (stop === null) return finish(machine, evaluated(machine, node, scope, known), next, use);
  const operand = stop.expression === undefined ? UNDEFINED : evaluated(machine, stop.expression, scope, known);
  if (machine.thrown !== null) return finish(machine, operand, next, use);
  const goOn = (inner: Machine, value: Value) =>
    evaluateGiven(inner, node, scope, body, next, use, new Map(known).set(stop, value));
  if (stop.asteriskToken !== undefined) return delegate(machine, stop, operand, body, next, goOn);
  return body.stop(machine, body.isAsync ? awaited(machine, operand) : operand, resumeWith(next, goOn));
}

function resumeWith(next: Continue, goOn: (machine: Machine, value: Value) => Value): Resume {
  return (machine, how, value) => (how === 'next' ? goOn(machine, value) : next(machine, { kind: how, value }));
}

function evaluated(
  machine: Machine,
  node: ts.Expression,
  scope: Scope,
  known: ReadonlyMap<ts.YieldExpression, Value>,
): Value {
  const before = given.get(machine);
  given.set(machine, known);
  const value = evaluate(machine, node, scope);
  if (before === undefined) given.delete(machine);
  else given.set(machine, before);
  return value;
}

function finish(machine: Machine, value: Value, next: Continue, use: (machine: Machine, value: Value) => Value): Value {
  const { thrown } = machine;
  if (thrown === null) return use(machine, value);
  machine.thrown = null;
  return next(machine, { kind: 'throw', value: thrown } satisfies Completion);
}

/** The `yield` that is evaluated first; `hidden` where it depends on something else whether it is. */
function firstYield(
  node: ts.Node,
  known: ReadonlyMap<ts.YieldExpression, Value>,
): ts.YieldExpression | 'hidden' | null {
  if (!hasYield(node)) return null;
  const inner = ts.forEachChild(node, (child) =>
    ts.isFunctionLike(child) ? undefined : (firstYield(child, known) ?? undefined),
  );
  if (ts.isYieldExpression(node)) return inner ?? (known.has(node) ? null : node);
  return inner !== undefined && isChoice(node) ? 'hidden' : (inner ?? null);
}

function isChoice(node: ts.Node): boolean {
  if (ts.isConditionalExpression(node)) return hasYield(node.whenTrue) || hasYield(node.whenFalse);
  return ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind) && hasYield(node.right);
}

/** `yield* iterable`: gives what the other gives, and then the value that the other returned. */
function delegate(
  machine: Machine,
  node: ts.YieldExpression,
  operand: Value,
  body: Body,
  next: Continue,
  goOn: (machine: Machine, value: Value) => Value,
): Value {
  const settled = settle(machine, operand);
  if (settled.kind === 'object') {
    const { iteration } = settled;
    if (iteration?.kind === 'steps') {
      const ask: Resume = (inner, how, value) => delegated(inner, iteration.advance(inner, how, value, node), how);
      const delegated = (inner: Machine, result: Value, how: string): Value => {
        const step = readStep(inner, result, node, body);
        if (inner.thrown !== null) return finish(inner, UNDEFINED, next, goOn);
        return body.fork(
          inner,
          node,
          step.done,
          () => (how === 'return' ? next(inner, { kind: 'return', value: step.value }) : goOn(inner, step.value)),
          () => body.stop(inner, step.value, ask),
        );
      };
      return ask(machine, 'next', UNDEFINED);
    }
    const stepper = stepperOf(machine, settled, node, body.isAsync);
    if (stepper !== null) return pulled(machine, node, stepper, body, next, goOn);
  }
  const list = iterated(machine, settled, node);
  if (machine.thrown !== null) return finish(machine, UNDEFINED, next, goOn);
  const values = list.kind === 'array' ? knownSlots(list.elements.value) : null;
  if (values === null) return body.lose(machine, node, 'what `yield*` gives is not known');
  return listed(machine, values, 0, body, next, goOn);
}

function readStep(machine: Machine, result: Value, node: ts.Node, body: Body): Step {
  return stepOf(machine, body.isAsync ? awaited(machine, result) : result, node);
}

function pulled(
  machine: Machine,
  node: ts.Node,
  stepper: Stepper,
  body: Body,
  next: Continue,
  goOn: (machine: Machine, value: Value) => Value,
): Value {
  const { done, value } = stepper.next();
  if (machine.thrown !== null) return finish(machine, UNDEFINED, next, goOn);
  return body.fork(
    machine,
    node,
    done,
    () => goOn(machine, value),
    () =>
      body.stop(machine, value, (inner, how, sent) => {
        if (how === 'next') return pulled(inner, node, stepper, body, next, goOn);
        stepper.close();
        return next(inner, { kind: how, value: sent });
      }),
  );
}

function listed(
  machine: Machine,
  values: readonly Value[],
  index: number,
  body: Body,
  next: Continue,
  goOn: (machine: Machine, value: Value) => Value,
): Value {
  const value = values[index];
  if (value === undefined) return goOn(machine, UNDEFINED);
  return body.stop(machine, value, (inner, how, sent) =>
    how === 'next' ? listed(inner, values, index + 1, body, next, goOn) : next(inner, { kind: how, value: sent }),
  );
}
