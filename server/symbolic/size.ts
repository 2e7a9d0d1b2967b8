/** Sizes: integer expressions over symbols, in one normal form; equal normal forms are the same object. */
export { choose } from './algebra/choice.ts';
export { ceilDivide, floorDivide, modulo } from './algebra/division.ts';
export { maximum, minimum } from './algebra/extremes.ts';
export type { Size } from './algebra/node.ts';
export {
  add,
  asConstant,
  constant,
  fromSymbol,
  multiply,
  negate,
  plus,
  product,
  subtract,
  sum,
  times,
} from './algebra/polynomial.ts';
export {
  bareSymbol,
  compoundsOf,
  evaluate,
  isUnknown,
  type Replace,
  substitute,
  symbolsOf,
} from './algebra/traverse.ts';
