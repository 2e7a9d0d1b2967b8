/** Conditions of the notation as an expression of the language. */
import { type Expression, type Formula, parseCondition } from '../../symbolic/grammar.ts';

/** `x.shape[1] % heads === 0` for `x.shape[1] % heads == 0`; `null` for what the notation cannot say. */
export function toJavaScript(text: string): string | null {
  const parsed = parseCondition(text);
  return 'condition' in parsed ? condition(parsed.condition) : null;
}

function condition(formula: Formula): string {
  switch (formula.kind) {
    case 'comparison':
      return `${size(formula.left)} ${OPERATORS[formula.operator]} ${size(formula.right)}`;
    case 'boolean':
      return formula.name;
    case 'not':
      return `!(${condition(formula.operand)})`;
    default:
      return formula.operands.map((one) => `(${condition(one)})`).join(formula.kind === 'all' ? ' && ' : ' || ');
  }
}

const OPERATORS = { '==': '===', '!=': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

function size(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name
        .replace(/^rank\((.*)\)$/, '$1.rank')
        .replace(/^(.*)\.shape\.at\(-(\d+)\)$/, '$1.shape[$1.rank - $2]');
    case 'negative':
      return `-${operand(expression.operand)}`;
    case 'binary': {
      const [left, right] = [operand(expression.left), operand(expression.right)];
      return expression.operator === '//'
        ? `Math.floor(${left} / ${right})`
        : `${left} ${expression.operator} ${right}`;
    }
    case 'choice':
      return `(${condition(expression.condition)} ? ${size(expression.whenTrue)} : ${size(expression.whenFalse)})`;
    default:
      return `Math.${expression.kind}(${expression.operands.map(size).join(', ')})`;
  }
}

function operand(expression: Expression): string {
  const isSimple = expression.kind !== 'binary' || expression.operator === '//';
  return isSimple ? size(expression) : `(${size(expression)})`;
}
