/** Shapes as the libraries write them in their error texts: `2,3`. */
import { printSize } from '../symbolic/notation.ts';
import { isSpread, type Shape } from '../tensor/tensor.ts';

/** The sizes separated by commas, without brackets. */
export function plainShape(shape: Shape): string {
  return shape.map((dim) => (isSpread(dim) ? `...${dim.name}` : printSize(dim))).join(',');
}
