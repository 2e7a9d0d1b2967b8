/** Sizes and conditions as trees of the notation: how tests build, read and compute them without the algebra. */
import type { Comparing, Comparison, Expression, Formula, Operator } from '../../../server/symbolic/grammar/syntax.ts';

const NOWHERE = { start: 0, end: 0 };

export function number(value: number): Expression {
  return { ...NOWHERE, kind: 'number', value };
}

export function name(text: string): Expression {
  return { ...NOWHERE, kind: 'name', name: text };
}

export function binary(operator: Operator, left: Expression, right: Expression): Expression {
  return { ...NOWHERE, kind: 'binary', operator, left, right };
}

export function extreme(kind: 'min' | 'max', operands: readonly Expression[]): Expression {
  return { ...NOWHERE, kind, operands };
}

export function choice(condition: Formula, whenTrue: Expression, whenFalse: Expression): Expression {
  return { ...NOWHERE, kind: 'choice', condition, whenTrue, whenFalse };
}

export function compare(operator: Comparison, left: Expression, right: Expression): Comparing {
  return { ...NOWHERE, kind: 'comparison', operator, left, right };
}

/** The expressions directly inside one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'negative':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'min':
    case 'max':
      return expression.operands;
    case 'choice':
      return [...sidesOf(expression.condition), expression.whenTrue, expression.whenFalse];
  }
}

/** The expressions that a formula compares. */
export function sidesOf(formula: Formula): readonly Expression[] {
  switch (formula.kind) {
    case 'comparison':
      return [formula.left, formula.right];
    case 'boolean':
      return [];
    case 'not':
      return sidesOf(formula.operand);
    default:
      return formula.operands.flatMap(sidesOf);
  }
}

/** The expression and all expressions in it. */
export function everyPart(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(everyPart)];
}

/** What is divided by: where one is 0, the expression has no value. */
export function divisorsOf(expression: Expression): readonly Expression[] {
  return everyPart(expression).flatMap((part) =>
    part.kind === 'binary' && (part.operator === '//' || part.operator === '%') ? [part.right] : [],
  );
}

/** Whether it is a sum of symbols with number factors. */
export function isLinear(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return true;
    case 'negative':
      return isLinear(expression.operand);
    case 'binary':
      if (expression.operator === '+' || expression.operator === '-') {
        return isLinear(expression.left) && isLinear(expression.right);
      }
      return expression.operator === '*' && expression.left.kind === 'number' && isLinear(expression.right);
    default:
      return false;
  }
}

/** The value in a world, or `null` where a divisor is 0. */
export function valueOf(expression: Expression, world: ReadonlyMap<string, number>): number | null {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return world.get(expression.name) ?? null;
    case 'choice': {
      // Both sides count: an expression has a value only where all of its parts do.
      const truth = truthOf(expression.condition, world);
      const sides = [valueOf(expression.whenTrue, world), valueOf(expression.whenFalse, world)] as const;
      if (truth === null || sides[0] === null || sides[1] === null) return null;
      return truth ? sides[0] : sides[1];
    }
    default: {
      const values = partsOf(expression).map((part) => valueOf(part, world));
      return values.every((value) => value !== null) ? combine(expression, values) : null;
    }
  }
}

function combine(expression: Exclude<Expression, { kind: 'choice' }>, values: readonly number[]): number | null {
  const [left = 0, right = 0] = values;
  if (expression.kind === 'min') return Math.min(...values);
  if (expression.kind === 'max') return Math.max(...values);
  if (expression.kind !== 'binary') return 0 - left;
  switch (expression.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '//':
      return right === 0 ? null : Math.floor(left / right);
    case '%':
      return right === 0 ? null : left - right * Math.floor(left / right);
  }
}

/** Whether a comparison holds in a world, or `null` where a side has no value. */
export function truthOf(formula: Formula, world: ReadonlyMap<string, number>): boolean | null {
  if (formula.kind !== 'comparison') throw new Error(`no comparison: ${formula.kind}`);
  const left = valueOf(formula.left, world);
  const right = valueOf(formula.right, world);
  if (left === null || right === null) return null;
  return HOLDS[formula.operator](left, right);
}

const HOLDS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** The text, every operation in parentheses. */
export function textOf(expression: Expression | Formula): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
    case 'boolean':
      return expression.name;
    case 'negative':
      return `-${textOf(expression.operand)}`;
    case 'not':
      return `!(${textOf(expression.operand)})`;
    case 'binary':
    case 'comparison':
      return `(${textOf(expression.left)} ${expression.operator} ${textOf(expression.right)})`;
    case 'choice':
      return `(${textOf(expression.condition)} ? ${textOf(expression.whenTrue)} : ${textOf(expression.whenFalse)})`;
    case 'min':
    case 'max':
      return `${expression.kind}(${expression.operands.map(textOf).join(', ')})`;
    default:
      return `(${expression.operands.map(textOf).join(expression.kind === 'all' ? ' && ' : ' || ')})`;
  }
}
