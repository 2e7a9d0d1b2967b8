/** Assignments in the text of a function to what outlives its call. */
import { ts } from 'ts-morph';

export interface Assignment {
  readonly name: string;
  /** True for `this.name = ...`. */
  readonly isField: boolean;
}

/** The variables and fields that a function's text assigns. */
export function assignmentsIn(node: ts.FunctionLikeDeclaration): readonly Assignment[] {
  const found = new Map<string, Assignment>();
  eachAssignment(node, (target) => {
    const assignment = described(target);
    if (assignment !== null) found.set(`${assignment.isField} ${assignment.name}`, assignment);
  });
  return [...found.values()];
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
    if (ts.isIdentifier(value) && described(target) !== null) origins.set(value.text, target.getText());
  });
  return origins;
}

function described(target: ts.Expression): Assignment | null {
  if (ts.isIdentifier(target)) return { name: target.text, isField: false };
  const isField = ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isField ? { name: target.name.text, isField: true } : null;
}

function eachAssignment(node: ts.Node, use: (target: ts.Expression, value: ts.Expression) => void): void {
  const visit = (child: ts.Node): void => {
    if (ts.isBinaryExpression(child)) {
      const { kind } = child.operatorToken;
      if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) use(child.left, child.right);
    }
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
}
