/** From the notation to the terms of Z3. */
import type { Arith, Bool, Context } from 'z3-solver';
import type { Comparison, Expression, Formula, Operator } from '../../../server/symbolic/grammar/syntax.ts';

type Int = Arith<'main'>;
type Truth = Bool<'main'>;

export interface Translator {
  symbol(name: string): Int;
  size(expression: Expression): Int;
  formula(formula: Formula): Truth;
}

export function translator(z3: Context<'main'>): Translator {
  const self: Translator = {
    symbol: (name) => z3.Int.const(name),
    size(expression) {
      switch (expression.kind) {
        case 'number':
          return z3.Int.val(expression.value);
        case 'name':
          return self.symbol(expression.name);
        case 'negative':
          return self.size(expression.operand).neg();
        case 'binary':
          return combine(z3, expression.operator, self.size(expression.left), self.size(expression.right));
        case 'min':
          return expression.operands.map(self.size).reduce((a, b) => z3.If(a.le(b), a, b) as Int);
        case 'max':
          return expression.operands.map(self.size).reduce((a, b) => z3.If(a.ge(b), a, b) as Int);
        case 'choice': {
          const condition = self.formula(expression.condition);
          return z3.If(condition, self.size(expression.whenTrue), self.size(expression.whenFalse)) as Int;
        }
      }
    },
    formula(formula) {
      switch (formula.kind) {
        case 'comparison':
          return COMPARED[formula.operator](self.size(formula.left), self.size(formula.right));
        case 'boolean':
          return z3.Bool.const(formula.name);
        case 'not':
          return z3.Not(self.formula(formula.operand));
        case 'all':
          return z3.And(...formula.operands.map(self.formula));
        case 'any':
          return z3.Or(...formula.operands.map(self.formula));
      }
    },
  };
  return self;
}

function combine(z3: Context<'main'>, operator: Operator, left: Int, right: Int): Int {
  switch (operator) {
    case '+':
      return left.add(right);
    case '-':
      return left.sub(right);
    case '*':
      return left.mul(right);
    case '//':
      return floorDivide(z3, left, right);
    case '%':
      return left.sub(right.mul(floorDivide(z3, left, right)));
  }
}

/** Z3 divides so that no remainder is negative: for a positive divisor that rounds down, and -n / -d is n / d. */
function floorDivide(z3: Context<'main'>, left: Int, right: Int): Int {
  const down = left.div(right);
  if (z3.isIntVal(right)) return right.value() > 0n ? down : left.neg().div(right.neg());
  return z3.If(right.gt(0), down, left.neg().div(right.neg())) as Int;
}

const COMPARED: Readonly<Record<Comparison, (a: Int, b: Int) => Truth>> = {
  '==': (a, b) => a.eq(b),
  '!=': (a, b) => a.neq(b),
  '<': (a, b) => a.lt(b),
  '<=': (a, b) => a.le(b),
  '>': (a, b) => a.gt(b),
  '>=': (a, b) => a.ge(b),
};
