/** Calls, constructions and tagged templates. */
import { ts } from 'ts-morph';
import { distribute } from '../branch.ts';
import { callSuper } from '../construction.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { callFunction, constructValue } from '../functions.ts';
import { iterated, someElement } from '../iterate.ts';
import { propertyCell } from '../join.ts';
import { BUDGET, type Machine, reasonAt, textOf } from '../machine.ts';
import { getProperty } from '../members.ts';
import { importModule, requireModule } from '../modules.ts';
import { arrayOf, extrasOf, knownSlots } from '../objects.ts';
import { perTree } from '../perTree.ts';
import type { Scope } from '../scope.ts';
import { assumePresent } from '../settle.ts';
import { unknown } from '../unknown.ts';
import { primitive, UNDEFINED, type Value } from '../values.ts';
import { guarded, nameOfAccess, superMember } from './member.ts';

export function evaluateCall(machine: Machine, node: ts.CallExpression, scope: Scope): Value {
  const { expression } = node;
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return superCall(machine, node, scope);
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return importModule(machine, node, scope);
  if (isRequire(node, scope)) return requireModule(machine, node);
  const { callee, self } = calleeOf(machine, expression, scope);
  if (machine.thrown !== null) return UNDEFINED;
  return guarded(machine, node, callee, (target) => {
    const args = evaluateArguments(machine, node.arguments, scope);
    if (machine.thrown !== null) return UNDEFINED;
    machine.node = node;
    return distribute(machine, assumePresent(machine, target), (one) => callFunction(machine, one, self, args, node));
  });
}

function isRequire(node: ts.CallExpression, scope: Scope): boolean {
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'require') return false;
  return scope.find('require') === null && node.arguments.length === 1;
}

interface Callee {
  readonly callee: Value;
  readonly self: Value;
}

/** What is called, and on what: the receiver is evaluated once. */
function calleeOf(machine: Machine, expression: ts.Expression, scope: Scope): Callee {
  const target =
    ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression) ? expression.expression : expression;
  if (ts.isPropertyAccessExpression(target)) {
    if (target.expression.kind === ts.SyntaxKind.SuperKeyword) {
      return {
        callee: superMember(machine, nameOfAccess(target), target, scope),
        self: scope.thisFrame()?.self ?? UNDEFINED,
      };
    }
    const self = evaluate(machine, target.expression, scope);
    machine.node = target;
    return {
      callee: guarded(machine, target, self, (one) => getProperty(machine, one, nameOfAccess(target), target)),
      self,
    };
  }
  if (ts.isElementAccessExpression(target)) {
    const self = evaluate(machine, target.expression, scope);
    const callee = guarded(machine, target, self, (one) => {
      const key = evaluate(machine, target.argumentExpression, scope);
      machine.node = target;
      return getElement(machine, one, key, target);
    });
    return { callee, self };
  }
  return { callee: evaluate(machine, target, scope), self: UNDEFINED };
}

/** Evaluates arguments; a spread of unknown length gives one element that stands for all. */
export function evaluateArguments(machine: Machine, nodes: readonly ts.Expression[], scope: Scope): Value[] {
  let count = 0;
  return nodes.flatMap((argument): Value[] => {
    if (!ts.isSpreadElement(argument)) return [evaluate(machine, argument, scope)];
    const list = iterated(machine, evaluate(machine, argument.expression, scope), argument);
    if (list.kind === 'unknown') return [someElement(machine, list)];
    const known = knownSlots(list.elements.value);
    count += known?.length ?? 0;
    return known === null || count > BUDGET.slots
      ? [unknown(reasonAt(argument, `the number of \`${textOf(argument)}\` is not known`))]
      : [...known];
  });
}

export function evaluateNew(machine: Machine, node: ts.NewExpression, scope: Scope): Value {
  const callee = evaluate(machine, node.expression, scope);
  const args = evaluateArguments(machine, node.arguments ?? [], scope);
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  return distribute(machine, assumePresent(machine, callee), (one) => constructValue(machine, one, args, node));
}

function superCall(machine: Machine, node: ts.CallExpression, scope: Scope): Value {
  const args = evaluateArguments(machine, node.arguments, scope);
  const frame = scope.thisFrame();
  if (machine.thrown === null && frame?.home) {
    frame.self = callSuper(machine, frame.home, frame.self, args, node, frame.newTarget ?? UNDEFINED);
  }
  return UNDEFINED;
}

/** `` tag`text ${value}` ``: the function gets the texts, with their raw forms, and the values. */
export function evaluateTaggedTemplate(machine: Machine, node: ts.TaggedTemplateExpression, scope: Scope): Value {
  const { callee, self } = calleeOf(machine, node.tag, scope);
  const { template } = node;
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const args = evaluateArguments(
    machine,
    spans.map((span) => span.expression),
    scope,
  );
  if (machine.thrown !== null) return UNDEFINED;
  machine.node = node;
  const texts = templates(node, textsOf);
  return distribute(machine, assumePresent(machine, callee), (one) =>
    callFunction(machine, one, self, [texts, ...args], node),
  );
}

/** The texts are the same object in every evaluation of a template. */
const templates = perTree<Value>();

function textsOf({ template }: ts.TaggedTemplateExpression): Value {
  const parts = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map((span) => span.literal)]
    : [template];
  const made = arrayOf(parts.map((part) => primitive(part.text)));
  const raw = arrayOf(parts.map((part) => primitive(rawText(part))));
  extrasOf(made).set('raw', propertyCell(raw));
  return made;
}

/** As it stands between the quotes, or before and after the values. */
function rawText(part: ts.Node): string {
  return part
    .getText()
    .replace(/^[`}]/, '')
    .replace(/(?:`|\$\{)$/, '');
}
