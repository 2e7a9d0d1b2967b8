/**
 * Statements that hand on nothing, as `const mask = tf.ones([8, 8]);` and `const wide = mask.tile([1, 2]);` when they were
 * just typed. They are run, and are free: the budget goes as far with them as without, so that a function means the same to
 * those that call it before and after such a statement is typed.
 */
import { ts } from 'ts-morph';
import { BUDGET, type Machine } from './machine.ts';
import { isDeclaredAround, isMentionedOnce } from './mentions.ts';

/** Longer ones cost what they take. */
const MOST_CHARACTERS = 200;

/** Whether a statement names nothing but packages: it does the same wherever it stands. */
export function isAlone(machine: Machine, statement: ts.Statement): boolean {
  const [values, isPackage] = [valuesOf(statement), packagesOf(machine, statement)];
  return values?.every((one) => isMadeOf(one, CLOSED, isPackage)) ?? false;
}

/** Whether running a statement is free: nothing but the library runs in it, or it stands alone. */
export function isFree(machine: Machine, statement: ts.Statement): boolean {
  const [values, isPackage] = [valuesOf(statement), packagesOf(machine, statement)];
  if (values === null) return false;
  if (values.every((one) => isMadeOf(one, CLOSED, isPackage))) return true;
  const isMethod = (name: string) =>
    machine.host.libraries.some(({ tensorMethods }) => Object.hasOwn(tensorMethods, name));
  const isLight = (node: ts.Node): boolean =>
    !ts.isCallExpression(node) || isOfLibrary(node.expression, isMethod, isPackage);
  return ts.isVariableStatement(statement) && values.every((one) => isMadeOf(one, LIGHT, () => true, isLight));
}

/** What a statement computes and hands on to nothing; `null` for one that does more. */
function valuesOf(statement: ts.Statement): readonly ts.Expression[] | null {
  if (statement.end - statement.pos > MOST_CHARACTERS) return null;
  // A text that stands alone may be a directive.
  if (ts.isExpressionStatement(statement))
    return ts.isStringLiteralLike(statement.expression) ? null : [statement.expression];
  if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) return null;
  const { declarations } = statement.declarationList;
  if (!declarations.every(({ name }) => isMentionedOnce(name))) return null;
  return declarations.flatMap(({ initializer }) => initializer ?? []);
}

type IsName = (name: ts.Identifier) => boolean;

/** Which names of a statement's file stand for packages. */
function packagesOf({ modules }: Machine, statement: ts.Statement): IsName {
  const scope = modules.get(statement.getSourceFile().fileName)?.scope;
  return (name) => scope?.own(name.text)?.value.kind === 'namespace' && !isDeclaredAround(name);
}

/** Whether an expression has nothing in it but such nodes and names: no code that runs elsewhere. */
function isMadeOf(
  value: ts.Expression,
  kinds: ReadonlySet<ts.SyntaxKind>,
  isName: IsName,
  isNode: (node: ts.Node) => boolean = () => true,
): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) return isMemberName(node) || isName(node);
    const isOne = kinds.has(node.kind) && isNode(node);
    return isOne && ts.forEachChild(node, (child) => !visit(child) || undefined) !== true;
  };
  return visit(value);
}

/** Whether what is called is a package's, or has the name of what tensors have. */
function isOfLibrary(callee: ts.Expression, isMethod: (name: string) => boolean, isPackage: IsName): boolean {
  if (!ts.isPropertyAccessExpression(callee)) return false;
  let first: ts.Expression = callee;
  while (ts.isPropertyAccessExpression(first)) first = first.expression;
  return isMethod(callee.name.text) || (ts.isIdentifier(first) && isPackage(first));
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

const CLOSED: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ParenthesizedExpression,
]);

/** What an expression may have in it that uses variables. */
const LIGHT: ReadonlySet<ts.SyntaxKind> = new Set([
  ...CLOSED,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.NonNullExpression,
]);

/** Runs what is free without taking from the budget of what runs now; of this there is no more than another budget. */
export function runFree<T>(machine: Machine, run: () => T): T {
  const most = BUDGET.steps - machine.freeSteps;
  if (machine.gaveUp !== null || most <= 0) return run();
  // Work on the facts is counted with the next step: what was done before is not free, and what is done here is.
  machine.step(0);
  const { steps, limit, touched } = machine;
  machine.limit = { soft: steps + most, hard: steps + most };
  const result = run();
  machine.step(0);
  machine.freeSteps += machine.steps - steps;
  Object.assign(machine, { steps, limit, touched });
  return result;
}
