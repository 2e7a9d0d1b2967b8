/** The forms of the notation: sizes and conditions as written, with their places. */
import type { Span } from './tokens.ts';

export type Operator = '+' | '-' | '*' | '//' | '%';

export type Expression = Span &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negative'; readonly operand: Expression }
    | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'min' | 'max'; readonly operands: readonly Expression[] }
    | {
        readonly kind: 'choice';
        readonly condition: Formula;
        readonly whenTrue: Expression;
        readonly whenFalse: Expression;
      }
  );

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparing extends Span {
  readonly kind: 'comparison';
  readonly operator: Comparison;
  readonly left: Expression;
  readonly right: Expression;
}

export type Formula =
  | Comparing
  | (Span &
      (
        | { readonly kind: 'boolean'; readonly name: string }
        | { readonly kind: 'not'; readonly operand: Formula }
        | { readonly kind: 'all' | 'any'; readonly operands: readonly Formula[] }
      ));
