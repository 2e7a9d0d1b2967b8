/** Partners: the operands of fixed size that pin an input's size, such as the weights that a product needs to fit. */
import { ts } from 'ts-morph';
import { placeOf, textOf } from '../interpreter/machine.ts';
import type { Guard } from '../symbolic/guard.ts';
import type { Place } from '../symbolic/place.ts';
import { asConstant, type Size, symbolsOf } from '../symbolic/size.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';
import type { Trace } from './run.ts';
import { shapeText } from './shapes.ts';

/** A guard that pins an input, with the places of the operands that have the size in question. */
export function withPartners(trace: Trace, guard: Guard): Guard {
  const partners = partnersOf(trace, guard);
  return partners.length === 0 ? guard : { ...guard, related: [...guard.related, ...partners] };
}

function partnersOf({ root, recorder }: Trace, { condition, pins, place }: Guard): Guard['related'] {
  const file = root.getSourceFile();
  if (pins === null || place.file !== file.fileName || condition.kind !== 'relation') return [];
  const { left, right } = condition.relation;
  const value = asConstant(right) ?? asConstant(left);
  const call = callAt(file, place);
  if (value === null || call === null) return [];
  return operandsOf(call).flatMap((operand) => {
    const observed = recorder.observations.get(operand)?.at(-1)?.value;
    if (observed?.kind !== 'tensor' || !isPartner(observed.tensor.shape, value)) return [];
    const message = `\`${textOf(operand)}\` has the shape ${shapeText(observed.tensor.shape)}`;
    return [{ place: placeOf(operand), message }];
  });
}

/** Whether a shape has that size by itself: no input of the program decides any of it. */
function isPartner(shape: Shape, value: number): boolean {
  const sizes = shape.filter((dim): dim is Size => !isSpread(dim));
  return sizes.some((size) => asConstant(size) === value) && sizes.every((size) => symbolsOf(size).length === 0);
}

function callAt(file: ts.SourceFile, { start, end }: Place): ts.CallExpression | null {
  const find = (node: ts.Node): ts.CallExpression | undefined => {
    if (node.pos > start || node.end < end) return undefined;
    if (ts.isCallExpression(node) && node.getStart(file) === start && node.end === end) return node;
    return ts.forEachChild(node, find);
  };
  return find(file) ?? null;
}

/** The receiver of a method and the arguments, those in a list one by one. */
function operandsOf({ expression, arguments: args }: ts.CallExpression): readonly ts.Expression[] {
  const receiver = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  return [...receiver, ...args.flatMap((arg) => (ts.isArrayLiteralExpression(arg) ? [...arg.elements] : [arg]))];
}
