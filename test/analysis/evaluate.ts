/** Plain evaluation of the notation, and of the comparisons that conditions quote from programs, on concrete values. */

/** What names stand for: sizes, booleans, texts, tensors that were passed or not. */
export type World = ReadonlyMap<string, unknown>;

/** A name that the world does not have, or text that is no expression of the notation. */
export class NotEvaluable extends Error {}

/** @throws NotEvaluable */
export function evaluateText(text: string, world: World): unknown {
  const tokens = text.match(/'[^']*'|===|!==|==|!=|<=|>=|&&|\|\||\/\/|[\w$]+(?:\.[\w$]+)*|[^\s]/g) ?? [];
  let next = 0;
  const accept = (...wanted: readonly string[]): string | null => {
    const token = tokens[next];
    if (token === undefined || !wanted.includes(token)) return null;
    next += 1;
    return token;
  };
  const expect = (token: string): void => {
    if (accept(token) === null) throw new NotEvaluable(`${text}: ${token} expected`);
  };

  function choice(): unknown {
    const condition = level(0);
    if (accept('?') === null) return condition;
    const whenTrue = choice();
    expect(':');
    const whenFalse = choice();
    return condition ? whenTrue : whenFalse;
  }

  function level(depth: number): unknown {
    const operators = LEVELS[depth];
    if (operators === undefined) return unary();
    let left = level(depth + 1);
    for (let operator = accept(...operators); operator !== null; operator = accept(...operators)) {
      left = apply(operator, left, level(depth + 1));
    }
    return left;
  }

  function unary(): unknown {
    if (accept('!')) return !unary();
    if (accept('-')) return -(unary() as number);
    if (accept('(')) {
      const inner = choice();
      expect(')');
      return inner;
    }
    const token = tokens[next++] ?? '';
    if (/^\d+$/.test(token)) return Number(token);
    if (token.startsWith("'")) return token.slice(1, -1);
    if (token === 'undefined') return undefined;
    if (token === 'null') return null;
    if ((token === 'min' || token === 'max') && accept('(')) return Math[token](...operands());
    if (!world.has(token)) throw new NotEvaluable(`${text}: ${token}`);
    return world.get(token);
  }

  function operands(): number[] {
    const values: number[] = [];
    do values.push(choice() as number);
    while (accept(','));
    expect(')');
    return values;
  }

  const value = choice();
  if (next < tokens.length) throw new NotEvaluable(`${text}: ${tokens[next]}`);
  return value;
}

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '===', '!==', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '//', '%'],
];

function apply(operator: string, left: unknown, right: unknown): unknown {
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '||':
      return left || right;
    case '&&':
      return left && right;
    case '==':
    case '===':
      return left === right;
    case '!=':
    case '!==':
      return left !== right;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '//':
      return Math.floor(a / b);
    default:
      return a - b * Math.floor(a / b);
  }
}
