/** The types of expressions that are tensors. The type checker is asked as little as can be. */
import { ts } from 'ts-morph';
import { isLogical } from '../interpreter/expressions/conditional.ts';
import { isUndeclared } from '../interpreter/expressions/identifier.ts';
import type { Machine } from '../interpreter/machine.ts';
import { isTyped, tensorRank, typeAt } from '../interpreter/types.ts';
import type { UnknownValue } from '../interpreter/unknown.ts';
import { takesLongList } from './expressions.ts';

/** The type of an expression, where it is that of a tensor. */
export function tensorTypeOf(machine: Machine, node: ts.Expression, value: UnknownValue | null): ts.Type | null {
  // Somebody types it: `tf.zeros(`.
  if ((node.flags & ts.NodeFlags.ThisNodeHasError) !== 0 || isNoTensor(node)) return null;
  // A number, a text or a record of the program is no tensor: no need to ask.
  if (value !== null && (value.holds !== null || value.members !== null || isUndeclared(machine, value))) return null;
  const known = value?.type?.() ?? null;
  const type = known ?? (isTyped(node) && mayBeTensor(machine, node) ? typeAt(machine, node) : null);
  return type && presentTensor(machine, type);
}

/** The type without `null` and `undefined`, where it is that of a tensor. */
function presentTensor(machine: Machine, type: ts.Type): ts.Type | null {
  const present = machine.host.checker().getNonNullableType(type);
  return tensorRank(machine, present) === undefined ? null : present;
}

/** False where what is asked about sooner tells that an expression is no tensor. */
function mayBeTensor(machine: Machine, node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return !isDeclaredPlain(machine, node);
  if (takesLongList(node)) return false;
  if (!ts.isBinaryExpression(node) || !isLogical(node.operatorToken.kind)) return true;
  const right = typeAt(machine, node.right);
  return right === null || isNothing(machine, right) || presentTensor(machine, right) !== null;
}

/** What a name is declared to be needs no look at all the conditions that lead to where it stands. */
function isDeclaredPlain({ host }: Machine, name: ts.Identifier): boolean {
  const declaration = host.checker().getSymbolAtLocation(name)?.valueDeclaration;
  const annotation = declaration && ts.isParameter(declaration) ? declaration.type : undefined;
  return annotation !== undefined && PLAIN_TYPES.has(annotation.kind);
}

const PLAIN_TYPES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.BooleanKeyword,
]);

/** `null` and `undefined`, of whose union with a tensor the tensor is left. */
function isNothing({ host }: Machine, type: ts.Type): boolean {
  return (host.checker().getNonNullableType(type).flags & ts.TypeFlags.Never) !== 0;
}

/**
 * Whether an expression is a number, a text, a truth, an object or a function, or one side of it always is one. Of a chain
 * of a hundred comparisons a type checker narrows each by all those before it, at the cost of a power of their number.
 */
function isNoTensor(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isNoTensor(node.expression);
  if (ts.isConditionalExpression(node)) return isNoTensor(node.whenTrue) || isNoTensor(node.whenFalse);
  if (ts.isBinaryExpression(node))
    return isArithmetic(node) || (isLogical(node.operatorToken.kind) && isNoTensor(node.right));
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  return ts.isLiteralExpression(node) || PLAIN.has(node.kind);
}

const PLAIN: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
]);

function isArithmetic({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const isOperator = kind >= ts.SyntaxKind.FirstBinaryOperator && kind <= ts.SyntaxKind.CaretToken;
  return isOperator || kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword;
}
