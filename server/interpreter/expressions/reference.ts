/** References: what stands on the left of an assignment, with its object and key evaluated once. */
import { ts } from 'ts-morph';
import { throwError } from '../builtins/errors.ts';
import { getElement } from '../elements.ts';
import { evaluate } from '../evaluate.ts';
import { privateKey } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import type { Scope } from '../scope.ts';
import { UNDECLARED, UNDEFINED, UNSET, type Value } from '../values.ts';
import { writeElement, writeProperty } from '../writes.ts';
import { evaluateIdentifier } from './identifier.ts';
import { superMember } from './member.ts';

export interface Reference {
  read(): Value;
  write(value: Value): void;
}

/** `null` for what is a pattern, or nothing that can be assigned to. */
export function referenceOf(machine: Machine, target: ts.Expression, scope: Scope): Reference | null {
  if (ts.isIdentifier(target)) return variable(machine, target, scope);
  if (ts.isPropertyAccessExpression(target)) return property(machine, target, scope);
  if (ts.isElementAccessExpression(target)) return element(machine, target, scope);
  const isTransparent =
    ts.isParenthesizedExpression(target) ||
    ts.isNonNullExpression(target) ||
    ts.isAsExpression(target) ||
    ts.isTypeAssertionExpression(target) ||
    ts.isSatisfiesExpression(target);
  return isTransparent ? referenceOf(machine, target.expression, scope) : null;
}

function variable(machine: Machine, node: ts.Identifier, scope: Scope): Reference {
  return {
    read: () => evaluateIdentifier(machine, node, scope),
    write: (value) => {
      const known = scope.find(node.text);
      if (known?.value === UNSET) machine.presume(node, `\`${node.text}\` is written before its declaration runs`);
      if (known !== null && scope.isConstant(node.text) && known.value !== UNSET) {
        throwError(machine, 'TypeError', 'Assignment to constant variable.');
        return;
      }
      const { journal } = machine;
      journal.write(known ?? globalScope(scope).declareMeanwhile(node.text, UNDECLARED, journal), value);
      machine.recorder.observe(machine, node, value);
    },
  };
}

/** An assignment to an undeclared name makes a global of the file. */
function globalScope(scope: Scope): Scope {
  let outermost = scope;
  while (outermost.parent !== null) outermost = outermost.parent;
  return outermost;
}

function property(machine: Machine, node: ts.PropertyAccessExpression, scope: Scope): Reference {
  const name = ts.isPrivateIdentifier(node.name) ? privateKey(node.name) : node.name.text;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const self = scope.thisFrame()?.self ?? UNDEFINED;
    return {
      read: () => superMember(machine, name, node, scope),
      write: (value) => writeProperty(machine, self, name, value),
    };
  }
  const object = evaluate(machine, node.expression, scope);
  return {
    read: () => {
      machine.node = node;
      return getProperty(machine, object, name, node);
    },
    write: (value) => {
      machine.node = node;
      writeProperty(machine, object, name, value);
      machine.recorder.observe(machine, node, value);
    },
  };
}

function element(machine: Machine, node: ts.ElementAccessExpression, scope: Scope): Reference {
  const object = evaluate(machine, node.expression, scope);
  const key = evaluate(machine, node.argumentExpression, scope);
  return {
    read: () => {
      machine.node = node;
      return getElement(machine, object, key, node);
    },
    write: (value) => {
      machine.node = node;
      writeElement(machine, object, key, value);
    },
  };
}
