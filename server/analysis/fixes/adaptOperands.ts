/** Fixes of an operation that cannot work: an operand gets the dimension that it lacks, or is transposed. */
import { ts } from 'ts-morph';
import { textOf } from '../../interpreter/machine.ts';
import type { DiagnosticReport, FileAnalysis, FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';
import { nodeAt } from './lexical.ts';

/** The candidates, the likeliest first; most of them do not help, and trials tell. */
export function adaptOperands(
  { workspace, path, analysis }: FixContext,
  finding: DiagnosticReport,
): readonly FixReport[] {
  const file = workspace.sourceFile(path);
  const node = file === null ? null : nodeAt(file, finding);
  const call = node !== null && ts.isAwaitExpression(node) ? node.expression : node;
  if (call === null || !ts.isCallExpression(call)) return [];
  // What another call made, such as a gradient, takes no operands: to change them changes what it is.
  if (ts.isCallExpression(call.expression)) return [];
  const operands = operandsOf(call).filter((operand) => isTensor(analysis, operand));
  const transpositions = transposed(path, call);
  // A product of matrices lacks a transposition, not a dimension.
  return transpositions.length > 0 ? transpositions : operands.flatMap((operand) => expanded(path, operand));
}

function operandsOf({ expression, arguments: args }: ts.CallExpression): readonly ts.Expression[] {
  const receiver = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  const given = args.flatMap((one) => (ts.isArrayLiteralExpression(one) ? [...one.elements] : [one]));
  return [...given, ...receiver];
}

function isTensor({ tensors }: FileAnalysis, node: ts.Expression): boolean {
  const start = node.getStart();
  return tensors.some((one) => one.start === start && one.end === node.end && one.shape !== null);
}

/** A batch of one in front, which pictures and samples often lack, or one channel at the end. */
function expanded(path: string, node: ts.Expression): readonly FixReport[] {
  const isSimple = ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isPropertyAccessExpression(node);
  const text = isSimple ? node.getText() : `(${node.getText()})`;
  const edit = (axis: number) => ({ path, start: node.getStart(), end: node.end, text: `${text}.expandDims(${axis})` });
  return [
    { title: `Add a batch dimension to ${textOf(node)}`, edits: [edit(0)] },
    { title: `Add a last dimension to ${textOf(node)}`, edits: [edit(-1)] },
  ];
}

/** `tf.matMul(a, b)` with one of the operands transposed. */
function transposed(path: string, call: ts.CallExpression): readonly FixReport[] {
  const { expression, arguments: args } = call;
  if (!ts.isPropertyAccessExpression(expression) && !ts.isIdentifier(expression)) return [];
  const name = ts.isIdentifier(expression) ? expression.text : expression.name.text;
  // As a method the first operand is the receiver.
  const operands = ts.isPropertyAccessExpression(expression) && args.length === 1 ? 1 : 2;
  const last = args[operands - 1];
  if (name !== 'matMul' || args.length !== operands || last === undefined) return [];
  const first = operands === 1 && ts.isPropertyAccessExpression(expression) ? expression.expression : args[0];
  const flags = (text: string) => [{ path, start: last.end, end: last.end, text }];
  return [
    { title: `Transpose ${textOf(last)}`, edits: flags(', false, true') },
    ...(first === undefined ? [] : [{ title: `Transpose ${textOf(first)}`, edits: flags(', true') }]),
  ];
}
