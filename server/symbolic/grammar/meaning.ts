/** From what is written to sizes and conditions, given what the names stand for. */
import { choose } from '../algebra/choice.ts';
import { floorDivide, modulo } from '../algebra/division.ts';
import { maximum, minimum } from '../algebra/extremes.ts';
import type { Size } from '../algebra/node.ts';
import { add, constant, multiply, negate, subtract } from '../algebra/polynomial.ts';
import { all, any, type Condition, negation, relationCondition } from '../condition.ts';
import { equal, greater, greaterOrEqual, less, lessOrEqual, notEqual, type Relation } from '../relation.ts';
import type { Comparing, Comparison, Expression, Formula, Operator } from './syntax.ts';

/** What the names of a text stand for. */
export interface Meaning {
  sizeOf(name: string): Size;
  conditionOf(name: string): Condition;
}

export function expressionSize(expression: Expression, meaning: Meaning): Size {
  switch (expression.kind) {
    case 'number':
      return constant(expression.value);
    case 'name':
      return meaning.sizeOf(expression.name);
    case 'negative':
      return negate(expressionSize(expression.operand, meaning));
    case 'binary':
      return OPERATIONS[expression.operator](
        expressionSize(expression.left, meaning),
        expressionSize(expression.right, meaning),
      );
    case 'min':
    case 'max':
      return expression.operands
        .map((operand) => expressionSize(operand, meaning))
        .reduce(expression.kind === 'min' ? minimum : maximum);
    case 'choice':
      return choose(
        formulaCondition(expression.condition, meaning),
        expressionSize(expression.whenTrue, meaning),
        expressionSize(expression.whenFalse, meaning),
      );
  }
}

const OPERATIONS: Readonly<Record<Operator, (a: Size, b: Size) => Size>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '//': floorDivide,
  '%': modulo,
};

const RELATIONS: Readonly<Record<Comparison, (a: Size, b: Size) => Relation>> = {
  '==': equal,
  '!=': notEqual,
  '<': less,
  '<=': lessOrEqual,
  '>': greater,
  '>=': greaterOrEqual,
};

export function comparisonRelation({ operator, left, right }: Comparing, meaning: Meaning): Relation {
  return RELATIONS[operator](expressionSize(left, meaning), expressionSize(right, meaning));
}

export function formulaCondition(formula: Formula, meaning: Meaning): Condition {
  switch (formula.kind) {
    case 'comparison':
      return relationCondition(comparisonRelation(formula, meaning));
    case 'boolean':
      return meaning.conditionOf(formula.name);
    case 'not':
      return negation(formulaCondition(formula.operand, meaning));
    case 'all':
      return all(...formula.operands.map((operand) => formulaCondition(operand, meaning)));
    case 'any':
      return any(...formula.operands.map((operand) => formulaCondition(operand, meaning)));
  }
}
