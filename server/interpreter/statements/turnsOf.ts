/** The number of turns of `for (let i = a; i < b; i += c)`. */
import { ts } from 'ts-morph';
import {
  addQuotients,
  asSize,
  ceilQuotient,
  divideQuotients,
  fromNumber,
  fromSize,
  type Quotient,
  subtractQuotients,
} from '../../symbolic/quotient.ts';
import { asConstant, constant, maximum, type Size } from '../../symbolic/size.ts';
import { eitherNumber } from '../eitherNumber.ts';
import { evaluate } from '../evaluate.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { quotientOf } from '../truth.ts';
import { become } from '../unknown.ts';

export interface Turns {
  readonly size: Size;
  /** The number, where it is plain. */
  readonly constant: number | null;
}

/** From the present state on; `null` where the loop is of another form, or its body writes the counter. */
export function turnsOf(machine: Machine, node: ts.IterationStatement, scope: Scope): Turns | null {
  if (!ts.isForStatement(node)) return null;
  const { condition, incrementor } = node;
  if (condition === undefined || incrementor === undefined || !ts.isBinaryExpression(condition)) return null;
  if (!ts.isIdentifier(condition.left)) return null;
  const counter = condition.left.text;
  const step = stepOf(incrementor, counter);
  const isClosed = condition.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken;
  const isOpen = condition.operatorToken.kind === ts.SyntaxKind.LessThanToken;
  if (step === null || !(isClosed || isOpen) || writes(node.statement, counter)) return null;
  const start = numberOf(machine, scope.find(counter)?.value ?? null);
  const end = numberOf(machine, evaluate(machine, condition.right, scope));
  return start && end ? count(start, end, step, isClosed) : null;
}

function count(start: Quotient, end: Quotient, step: number, isClosed: boolean): Turns | null {
  const one = fromSize(constant(1));
  const distance = subtractQuotients(isClosed ? addQuotients(end, one) : end, start);
  const by = fromNumber(step);
  const turns = by && divideQuotients(distance, by);
  if (!turns) return null;
  const whole = asSize(turns) ?? ceilQuotient(turns);
  if (whole === null) return null;
  const size = maximum(whole, constant(0));
  return { size, constant: asConstant(size) };
}

function numberOf(machine: Machine, value: Parameters<typeof settle>[1] | null): Quotient | null {
  if (value === null) return null;
  const settled = settle(machine, value);
  if (settled.kind === 'alternatives') {
    const either = eitherNumber(machine, settled.cases, { kind: 'count' });
    return either && quotientOf(either);
  }
  const isInput = settled.kind === 'unknown' && settled.provenance !== 'lost';
  const number = isInput ? become(machine, settled, { kind: 'count' }) : settled;
  return number && quotientOf(number);
}

/** The positive step of `i++` or `i += c`. */
function stepOf(node: ts.Expression, counter: string): number | null {
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.PlusPlusToken && node.operand.getText() === counter ? 1 : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusEqualsToken) return null;
  if (node.left.getText() !== counter || !ts.isNumericLiteral(node.right)) return null;
  const step = Number(node.right.text);
  return Number.isInteger(step) && step > 0 ? step : null;
}

/** Whether a body assigns to the counter. */
function writes(body: ts.Node, counter: string): boolean {
  const isCounter = (node: ts.Node) => ts.isIdentifier(node) && node.text === counter;
  const visit = (node: ts.Node): boolean => {
    if (ts.isBinaryExpression(node) && isCounter(node.left) && isAssignment(node)) return true;
    const isUpdate = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
    if (isUpdate && isCounter(node.operand) && node.operator !== ts.SyntaxKind.MinusToken) return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(body);
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
