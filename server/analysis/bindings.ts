/** Declared names, results and lines of chains whose value is a tensor: where inlay hints go. */
import { ts } from 'ts-morph';
import type { Machine } from '../interpreter/machine.ts';
import type { Extent } from './parts/extent.ts';
import { spanOf } from './positions.ts';
import type { BindingReport } from './report.ts';
import { shapeText, stateOf } from './shapes.ts';
import { type Summary, summarize } from './summary.ts';
import type { Observed } from './tensors.ts';

export function bindingReports(
  machine: Machine,
  file: ts.SourceFile,
  observed: Observed,
  { node: top, isOutside }: Extent,
): BindingReport[] {
  const reports: BindingReport[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutside(node)) return;
    const kind = kindOf(file, node);
    const report = kind === null ? null : bindingOf(machine, file, node, kind, observed);
    if (report !== null) reports.push(report);
    ts.forEachChild(node, visit);
  };
  visit(top);
  return reports.map((one) => (isRepeated(file, one, reports) ? { ...one, hint: false } : one));
}

/** A returned variable has its hint where it was declared. */
function isRepeated(file: ts.SourceFile, { kind, start, end }: BindingReport, all: readonly BindingReport[]): boolean {
  if (kind !== 'return') return false;
  const text = file.text.slice(start, end);
  return all.some((one) => one.kind !== 'return' && file.text.slice(one.start, one.end) === text);
}

function bindingOf(
  machine: Machine,
  file: ts.SourceFile,
  node: ts.Node,
  kind: BindingReport['kind'],
  observed: Observed,
): BindingReport | null {
  const observations = observed(node);
  const summary = observations === null ? null : summarize(machine, observations);
  const text = summary === null ? null : textOf(summary);
  if (summary === null || text === null) return null;
  const { start, end } = spanOf(file, node);
  const hint = !(ts.isIdentifier(node) && isStated(machine, node));
  return { kind, start, end, text, dtype: summary.tensor?.dtype ?? null, hint };
}

function kindOf(file: ts.SourceFile, node: ts.Node): BindingReport['kind'] | null {
  if (ts.isIdentifier(node)) return kindOfName(node);
  if (ts.isExpression(node) && isResult(node)) return 'return';
  return ts.isCallExpression(node) && endsLine(file, node) ? 'chain' : null;
}

function kindOfName(name: ts.Identifier): BindingReport['kind'] | null {
  let owner: ts.Node = name.parent;
  if (ts.isBindingElement(owner) && owner.propertyName === name) return null;
  while (ts.isBindingElement(owner) || ts.isObjectBindingPattern(owner) || ts.isArrayBindingPattern(owner))
    owner = owner.parent;
  if (ts.isVariableDeclaration(owner) && owner.initializer !== name) return 'variable';
  if (!ts.isParameter(owner) || owner.initializer === name) return null;
  return 'parameter';
}

/** What a function of its own returns. The result of a callback is told where the callback's caller gives it. */
function isResult(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isReturnStatement(parent) && !(ts.isArrowFunction(parent) && parent.body === node)) return false;
  const owner = ts.isReturnStatement(parent) ? ts.findAncestor(parent, ts.isFunctionLike) : parent;
  const user = owner?.parent;
  return user !== undefined && !ts.isCallExpression(user) && !ts.isNewExpression(user);
}

/** `x.conv2d(...)` with `.relu()` in the next line. */
function endsLine(file: ts.SourceFile, node: ts.CallExpression): boolean {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return false;
  return file.text.slice(node.end, parent.name.getStart(file)).includes('\n');
}

/** `x: tf.Tensor3D` tells the rank already, and the names of its sizes follow in the body. */
function isStated(machine: Machine, { parent }: ts.Identifier): boolean {
  return ts.isParameter(parent) && statesRank(machine, parent);
}

function statesRank(machine: Machine, { type }: ts.ParameterDeclaration): boolean {
  const name = type?.getText().split('.').at(-1) ?? '';
  return machine.host.libraries.some(
    ({ tensorTypes }) => (Object.hasOwn(tensorTypes, name) ? tensorTypes[name] : null) != null,
  );
}

/** More alternatives than this are told by what they are instances of. */
const MOST_ALTERNATIVES = 3;

/** `null` where there is nothing to show. */
function textOf({ tensor, alternatives, unknown }: Summary): string | null {
  if (unknown !== null) return null;
  const isGeneral = tensor !== null && alternatives.length > MOST_ALTERNATIVES;
  if (isGeneral && stateOf(tensor, () => false).state === 'known') return shapeText(tensor.shape);
  if (alternatives.length > 1) return alternatives.map((one) => shapeText(one.tensor.shape)).join(' | ');
  if (tensor === null || stateOf(tensor, () => false).state === 'unknown') return null;
  return shapeText(tensor.shape);
}
