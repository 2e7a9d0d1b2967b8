/** Explains the expression at a place: what made its value, what it costs, and what bounds its sizes. */
import { ts } from 'ts-morph';
import { textOf } from '../interpreter/machine.ts';
import type { Observation } from '../interpreter/recorder.ts';
import type { Value } from '../interpreter/values.ts';
import { printSize } from '../symbolic/notation.ts';
import type { Reason } from '../symbolic/place.ts';
import { asSize } from '../symbolic/quotient.ts';
import {
  asConstant,
  constant,
  fromSymbol,
  isUnknown,
  type Size,
  substitute,
  symbolsOf,
  times,
} from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { DType } from '../tensor/dtype.ts';
import { elementCount, type FakeTensor, isSpread } from '../tensor/tensor.ts';
import type { Analysed } from './assemble.ts';
import { multiplyAdds } from './costs.ts';
import type { Amount, BoundedSize, Explanation, Making } from './explanation.ts';
import { declarationOf } from './fixes/lexical.ts';
import type { Part } from './parts/part.ts';
import type { RelatedReport } from './report.ts';
import type { Trace } from './run.ts';
import { shapeText } from './shapes.ts';

/** `null` where no tensor, size or model stands. */
export function explain({ parts }: Analysed, offset: number): Explanation | null {
  const own = parts.filter(({ root }) => root.getStart() <= offset && offset <= root.end);
  const part = own.reduce<Part | null>((best, one) => (best && width(best.root) <= width(one.root) ? best : one), null);
  const trace = part?.trace() ?? null;
  const found = trace === null ? null : valueAt(trace, offset);
  if (trace === null || found === null) return null;
  const { node, value } = found;
  const tensor = value.kind === 'tensor' ? value.tensor : null;
  const size = value.kind === 'quantity' ? asSize(value.quotient) : null;
  const call = callBehind(node);
  const shapeOf = (one: ts.Node) => tensorOf(trace.recorder.observations.get(one));
  const cost = call === null || tensor === null ? null : multiplyAdds(call, tensor, shapeOf);
  const model = trace.models.get(node) ?? null;
  const dataset = trace.datasets.get(node) ?? null;
  if (tensor === null && size === null && value.kind !== 'unknown' && model === null && dataset === null) return null;
  return {
    start: node.getStart(),
    end: node.end,
    size: size === null ? null : printSize(size),
    made: call === null ? null : makingOf(call, shapeOf),
    memory: tensor === null ? null : memoryOf(tensor),
    multiplyAdds: cost === null ? null : amount(cost),
    sizes: boundedSizes(trace, tensor === null ? (size === null ? [] : [size]) : sizesIn(tensor)),
    model,
    dataset,
    lostAt: lostAt(value),
  };
}

function width(node: ts.Node): number {
  return node.end - node.pos;
}

/** The innermost expression around an offset whose value is worth a word. */
function valueAt({ root, recorder }: Trace, offset: number): { node: ts.Node; value: Value } | null {
  let found: { node: ts.Node; value: Value } | null = null;
  const visit = (node: ts.Node): void => {
    if (node.getStart() > offset || node.end < offset) return;
    const value = recorder.observations.get(node)?.at(-1)?.value;
    if (value !== undefined) found = { node, value };
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The call whose result an expression is: itself, or that with which the name was declared. */
function callBehind(node: ts.Node): ts.CallExpression | null {
  let inner: ts.Node | undefined = node;
  if (ts.isIdentifier(node)) {
    const owner: ts.Node | undefined = (isDeclared(node) ? node : declarationOf(node.text, node))?.parent;
    inner = owner !== undefined && ts.isVariableDeclaration(owner) ? owner.initializer : undefined;
  }
  while (inner !== undefined && isTransparent(inner)) inner = inner.expression;
  return inner !== undefined && ts.isCallExpression(inner) ? inner : null;
}

function isDeclared({ parent }: ts.Identifier): boolean {
  return ts.isVariableDeclaration(parent);
}

function isTransparent(node: ts.Node): node is ts.AwaitExpression | ts.AsExpression | ts.ParenthesizedExpression {
  return (
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

function makingOf(call: ts.CallExpression, shapeOf: (node: ts.Node) => FakeTensor | null): Making | null {
  const { expression, arguments: args } = call;
  const receiver = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  const given = args.flatMap((one) => (ts.isArrayLiteralExpression(one) ? [...one.elements] : [one]));
  const operands = [...receiver, ...given].flatMap((one) => {
    const tensor = shapeOf(one);
    return tensor === null ? [] : [{ text: textOf(one), shape: shapeText(tensor.shape) }];
  });
  if (operands.length === 0) return null;
  const operation = ts.isPropertyAccessExpression(expression) ? expression.name.text : textOf(expression);
  return { operation, operands, line: lineOf(call.getSourceFile(), call.getStart()) };
}

function tensorOf(observed: readonly Observation[] | undefined): FakeTensor | null {
  const value = observed?.at(-1)?.value;
  return value?.kind === 'tensor' ? value.tensor : null;
}

const BYTES: Readonly<Record<DType, number | null>> = { float32: 4, int32: 4, bool: 1, complex64: 8, string: null };

function memoryOf(tensor: FakeTensor): Amount | null {
  const elements = elementCount(tensor.shape);
  const bytes = BYTES[tensor.dtype ?? 'float32'];
  return elements === null || bytes === null || isUnknown(elements) ? null : amount(times(elements, bytes));
}

/** With the examples of the sizes put in where all have one. */
function amount(size: Size): Amount {
  const value = substitute(size, ({ hint }) => (hint === null ? null : constant(hint)));
  return { text: printSize(size), value: asConstant(value) };
}

function sizesIn({ shape }: FakeTensor): readonly Size[] {
  return shape.filter((dim): dim is Size => !isSpread(dim));
}

/** The sizes of which more is known at the end of the function than that there is one. */
function boundedSizes({ facts }: Trace, sizes: readonly Size[]): readonly BoundedSize[] {
  const symbols = [...new Set(sizes.flatMap((size) => [...symbolsOf(size)]))];
  return symbols.flatMap((symbol) => {
    const { min, max } = facts.range(fromSymbol(symbol));
    if (min === symbol.min && max === symbol.max) return [];
    return [{ name: symbol.name, min, max, causes: causesOf(facts, symbol) }];
  });
}

/** The lines that set its bounds, one for both where it is the same. */
function causesOf(facts: Trace['facts'], symbol: SizeSymbol): readonly RelatedReport[] {
  const { min, max } = facts.rangeCauses(fromSymbol(symbol));
  return [...new Set([min, max])].flatMap((cause) => {
    const line = cause?.place ? related({ message: cause.text, place: cause.place }) : null;
    return line === null ? [] : [line];
  });
}

function lostAt(value: Value): RelatedReport | null {
  if (value.kind === 'unknown') return related(value.why);
  if (value.kind !== 'tensor') return null;
  for (const dim of value.tensor.shape) {
    const why = isSpread(dim) ? dim.why : symbolsOf(dim).find(({ backing }) => backing !== 'input')?.why;
    if (why) return related(why);
  }
  return null;
}

function related({ message, place }: Reason): RelatedReport | null {
  return place === null ? null : { path: place.file, start: place.start, end: place.end, message };
}

function lineOf(file: ts.SourceFile, offset: number): number {
  return file.getLineAndCharacterOfPosition(offset).line + 1;
}
