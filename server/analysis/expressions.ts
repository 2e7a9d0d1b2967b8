/** Which nodes of a file are expressions that have a value. */
import { ts } from 'ts-morph';

/** Whether a node is an expression that is evaluated: names of declarations, properties and types are not. */
export function isExpressionUse(node: ts.Node): node is ts.Expression {
  if (ts.isIdentifier(node)) return isReference(node);
  if (ts.isLiteralExpression(node) || ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isYieldExpression(node)
  );
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === node;
  }
  const isName =
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isTypeElement(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isEnumMember(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isJsxAttribute(parent) ||
    ts.isMetaProperty(parent) ||
    ts.isQualifiedName(parent);
  return !isName || (ts.isArrowFunction(parent) && parent.body === node);
}

/** A type checker compares all elements of a list with each other: of ten thousand that takes seconds. */
const MOST_CHARACTERS = 10_000;

/** Whether a call, or what an expression is read from, is given a list so long that a type checker is not to look at it. */
export function takesLongList(node: ts.Expression): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const isLong = (one: ts.Expression) => ts.isArrayLiteralExpression(one) && one.end - one.pos > MOST_CHARACTERS;
    return (node.arguments?.some(isLong) ?? false) || takesLongList(node.expression);
  }
  return ts.isPropertyAccessExpression(node) && takesLongList(node.expression);
}
