/** The tensors of a file: every expression whose value is one, with what is known of it. */
import { ts } from 'ts-morph';
import { conditionTexts } from '../findings/conditions.ts';
import { isUndeclared } from '../interpreter/expressions/identifier.ts';
import { isInert } from '../interpreter/inert.ts';
import { type Machine, placeOf } from '../interpreter/machine.ts';
import type { Observation } from '../interpreter/recorder.ts';
import { isTyped, valueOfType } from '../interpreter/types.ts';
import type { UnknownValue } from '../interpreter/unknown.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type FakeTensor, isSpread } from '../tensor/tensor.ts';
import { isExpressionUse } from './expressions.ts';
import type { Extent } from './parts/extent.ts';
import { spanOf } from './positions.ts';
import type { TensorReport } from './report.ts';
import { shapeTexts, stateOf } from './shapes.ts';
import { type Summary, summarize } from './summary.ts';
import { tensorTypeOf } from './tensorType.ts';

/** What was observed of a node. */
export type Observed = (node: ts.Node) => readonly Observation[] | null;

export function tensorReports(
  machine: Machine,
  file: ts.SourceFile,
  observed: Observed,
  { node: top, isOutside }: Extent,
): TensorReport[] {
  const reports: TensorReport[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutside(node)) return;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isStatement(node) && isInert(node, machine.host)) return;
    if (isExpressionUse(node)) {
      const report = isUnfinished(machine, node, observed) ? null : reportOf(machine, file, node, observed(node));
      if (report !== null) reports.push(report);
    }
    ts.forEachChild(node, visit);
  };
  visit(top);
  return reports;
}

/** `tf.`, `tf.z` and `x.ne` while somebody types: no tensor, and a type checker would be made only to say so. */
function isUnfinished(machine: Machine, node: ts.Expression, observed: Observed): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  if (node.name.text === '') return true;
  const owners = observed(node.expression) ?? [];
  // No property of a tensor is one.
  if (owners.length > 0 && owners.every(({ value }) => value.kind === 'tensor')) return true;
  let first: ts.Expression = node;
  while (ts.isPropertyAccessExpression(first)) first = first.expression;
  if (!ts.isIdentifier(first)) return false;
  const owner = machine.modules.get(node.getSourceFile().fileName)?.scope.own(first.text);
  // What a library has under a name and nobody calls is no tensor.
  if (owner?.value.kind === 'namespace') return !isCallee(node);
  return (observed(first) ?? []).some(({ value }) => value.kind === 'unknown' && isUndeclared(machine, value));
}

function reportOf(
  machine: Machine,
  file: ts.SourceFile,
  node: ts.Expression,
  observations: readonly Observation[] | null,
): TensorReport | null {
  const summary = observations === null ? null : summarize(machine, observations);
  if (summary === null) return observations === null ? unreached(machine, file, node) : null;
  const known = summary.unknown === null ? summary.tensor : null;
  if (known === null && summary.alternatives.length === 0 && summary.tensor === null) {
    return typedReport(machine, file, node, summary.unknown);
  }
  return describe(file, node, summary);
}

function describe(file: ts.SourceFile, node: ts.Expression, { tensor, alternatives, unknown }: Summary): TensorReport {
  const base = { ...spanOf(file, node), node: ts.SyntaxKind[node.kind] };
  const others = alternatives.map((one) => ({ under: conditionTexts(one.under), shape: shapeTexts(one.tensor.shape) }));
  if (tensor === null || unknown !== null) {
    const why = unknown?.why.message ?? 'differs between paths';
    return {
      ...base,
      state: 'unknown',
      rank: null,
      shape: null,
      dtype: tensor?.dtype ?? null,
      why,
      alternatives: others,
    };
  }
  const { state, why } = stateOf(tensor, (symbol) => isMadeAt(symbol, node));
  const shape = state === 'unknown' ? null : shapeTexts(tensor.shape);
  const rank = tensor.shape.some(isSpread) ? null : tensor.shape.length;
  return { ...base, state, rank, shape, dtype: tensor.dtype, why, alternatives: others };
}

/** Whether nothing but `node` states the size: it was made by the call that the expression is, or awaits, or casts. */
function isMadeAt({ why }: SizeSymbol, node: ts.Node): boolean {
  let inner = node;
  while (
    ts.isAwaitExpression(inner) ||
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression;
  }
  if (why?.place == null) return false;
  const { start, end, file } = placeOf(inner);
  return why.place.file === file && why.place.start === start && why.place.end === end;
}

/** An expression that the run did not reach: its type tells whether it is a tensor. */
function unreached(machine: Machine, file: ts.SourceFile, node: ts.Expression): TensorReport | null {
  if (!isTyped(node) || isCallee(node)) return null;
  return typedReport(machine, file, node, null);
}

/** What is called is a function, and no tensor. */
function isCallee(node: ts.Expression): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
}

function typedReport(
  machine: Machine,
  file: ts.SourceFile,
  node: ts.Expression,
  value: UnknownValue | null,
): TensorReport | null {
  const type = tensorTypeOf(machine, node, value);
  if (type === null) return null;
  const why = value?.why ?? { message: 'not reached by the analysis', place: placeOf(node) };
  const provenance = value?.provenance ?? 'lost';
  const typed = valueOfType(machine, type, { origin: value?.origin ?? '?', provenance, why });
  const tensor: FakeTensor | null = typed.kind === 'tensor' ? typed.tensor : null;
  return describe(file, node, { tensor, alternatives: [], unknown: tensor === null ? value : null });
}
