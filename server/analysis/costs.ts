/** What an operation costs: the multiply-adds of products and convolutions, from the shapes of their operands. */
import { ts } from 'ts-morph';
import { product, type Size } from '../symbolic/size.ts';
import { type FakeTensor, sizesOf } from '../tensor/tensor.ts';

/** What is known of an operand of the call. */
export type ShapeOf = (node: ts.Node) => FakeTensor | null;

/** `null` for an operation that is no product, or of which a shape is not known. */
export function multiplyAdds(call: ts.CallExpression, result: FakeTensor, shapeOf: ShapeOf): Size | null {
  const { expression } = call;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  const output = sizesOf(result.shape);
  const operands = operandsOf(call, shapeOf);
  const [first, second] = operands.map((tensor) => sizesOf(tensor.shape));
  if (output === null || !first || !second) return null;
  switch (name) {
    case 'matMul':
    case 'dot': {
      const inner = isTransposed(call, operands.length) ? first.at(-2) : first.at(-1);
      return inner === undefined ? null : product([...output, inner]);
    }
    case 'conv1d':
    case 'conv2d':
    case 'conv3d':
      // Every output element takes the filter without its last dimension, which are the output's channels.
      return product([...output, ...second.slice(0, -1)]);
    case 'depthwiseConv2d':
      return product([...output, ...second.slice(0, 2)]);
    default:
      return null;
  }
}

/** The receiver of a method comes first; `tf` itself is no tensor. */
function operandsOf({ expression, arguments: args }: ts.CallExpression, shapeOf: ShapeOf): readonly FakeTensor[] {
  const receiver = ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];
  return [...receiver, ...args].map(shapeOf).filter((tensor) => tensor !== null);
}

/** The flag behind the two operands says that the first one is transposed. */
function isTransposed({ expression, arguments: args }: ts.CallExpression, operands: number): boolean {
  const isMethod = ts.isPropertyAccessExpression(expression) && operands > args.filter(isNoFlag).length;
  const flag = args[isMethod ? 1 : 2];
  return flag?.kind === ts.SyntaxKind.TrueKeyword;
}

function isNoFlag({ kind }: ts.Expression): boolean {
  return kind !== ts.SyntaxKind.TrueKeyword && kind !== ts.SyntaxKind.FalseKeyword;
}
