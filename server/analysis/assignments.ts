/** Assignments in the text of a function to what outlives its call. */
import { ts } from 'ts-morph';
import { writesIn } from '../interpreter/writesIn.ts';

export interface Assignment {
  readonly name: string;
  /** True for `this.name = ...`. */
  readonly isField: boolean;
}

/** An assignment to something inside what a variable or a field holds: `models[0] = ...`, `this.cache.size = ...`. */
export interface ContentAssignment extends Assignment {
  /** The keys that lead to it; `null` for one that the text does not tell. */
  readonly keys: readonly (string | null)[];
  readonly target: ts.Expression;
}

/** The variables and fields that a function's text assigns. */
export function assignmentsIn(node: ts.FunctionLikeDeclaration): readonly Assignment[] {
  return kept(assignments, node, findAssignments);
}

const assignments = new WeakMap<ts.Node, readonly Assignment[]>();

/** Read once for each text: nodes of which an edit leaves the text alone stay. */
function kept<Node extends ts.Node, Found>(
  all: WeakMap<ts.Node, Found>,
  node: Node,
  find: (node: Node) => Found,
): Found {
  const found = all.get(node) ?? find(node);
  all.set(node, found);
  return found;
}

function findAssignments(node: ts.FunctionLikeDeclaration): readonly Assignment[] {
  const found = new Map<string, Assignment>();
  eachAssignment(node, (target) => {
    const assignment = described(target);
    if (assignment !== null) found.set(`${assignment.isField} ${assignment.name}`, assignment);
  });
  return [...found.values()];
}

/** The assignments in a function's text to what variables and fields contain. */
export function contentAssignmentsIn(node: ts.FunctionLikeDeclaration): readonly ContentAssignment[] {
  return kept(contentAssignments, node, findContentAssignments);
}

const contentAssignments = new WeakMap<ts.Node, readonly ContentAssignment[]>();

function findContentAssignments(node: ts.FunctionLikeDeclaration): readonly ContentAssignment[] {
  const found: ContentAssignment[] = [];
  eachAssignment(node, (target) => {
    if (described(target) !== null || !isAccess(target)) return;
    const keys = [keyOf(target)];
    let owner = target.expression;
    for (; isAccess(owner) && described(owner) === null; owner = owner.expression) keys.unshift(keyOf(owner));
    const holder = described(owner);
    if (holder !== null) found.push({ ...holder, keys, target });
  });
  return found;
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isAccess(node: ts.Expression): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function keyOf(target: Access): string | null {
  if (ts.isPropertyAccessExpression(target)) return target.name.text;
  const { argumentExpression: key } = target;
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : null;
}

/** For parameters that are kept as they are: the expression under which other functions find them, `this.config`. */
export function originsOf(node: ts.FunctionLikeDeclaration): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const parameter of node.parameters) {
    if (ts.isParameterPropertyDeclaration(parameter, parameter.parent)) {
      origins.set(parameter.name.getText(), `this.${parameter.name.getText()}`);
    }
  }
  eachAssignment(node, (target, value) => {
    if (value !== null && ts.isIdentifier(value) && described(target) !== null)
      origins.set(value.text, target.getText());
  });
  return origins;
}

function described(target: ts.Expression): Assignment | null {
  if (ts.isIdentifier(target)) return { name: target.text, isField: false };
  const isField = ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isField ? { name: target.name.text, isField: true } : null;
}

/** Every target of an assignment in a text, also in patterns and of `++`; with the value where one is all that it gets. */
function eachAssignment(
  node: ts.FunctionLikeDeclaration,
  use: (target: ts.Expression, value: ts.Expression | null) => void,
): void {
  // Accounts of texts that stay are kept, walks are not.
  if (!writesIn(node).assigns) return;
  const visit = (child: ts.Node): void => {
    if (ts.isBinaryExpression(child)) {
      const { kind } = child.operatorToken;
      const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
      const targets = isAssignment ? targetsIn(child.left) : [];
      for (const target of targets) use(target, target === child.left ? child.right : null);
    }
    const isUpdate = ts.isPostfixUnaryExpression(child) || (ts.isPrefixUnaryExpression(child) && isStep(child));
    if (isUpdate) use(child.operand, null);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
}

function isStep({ operator }: ts.PrefixUnaryExpression): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

/** What a pattern on the left of an assignment writes. */
function targetsIn(target: ts.Expression): readonly ts.Expression[] {
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(targetsIn);
  if (ts.isSpreadElement(target) || ts.isParenthesizedExpression(target)) return targetsIn(target.expression);
  if (ts.isBinaryExpression(target)) return targetsIn(target.left);
  if (!ts.isObjectLiteralExpression(target)) return ts.isOmittedExpression(target) ? [] : [target];
  return target.properties.flatMap((one) => {
    if (ts.isShorthandPropertyAssignment(one)) return [one.name];
    if (ts.isPropertyAssignment(one)) return targetsIn(one.initializer);
    return ts.isSpreadAssignment(one) ? targetsIn(one.expression) : [];
  });
}
