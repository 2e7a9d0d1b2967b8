/** Plain evaluation of the notation, and of the comparisons that conditions quote from programs, on concrete values. */

/** What names stand for: sizes, booleans, texts, tensors that were passed or not. */
export type World = ReadonlyMap<string, unknown>;

/** A name that the world does not have, or text that is no expression of the notation. */
export class NotEvaluable extends Error {}

/** @throws NotEvaluable */
export function evaluateText(text: string, world: World): unknown {
  return compiled(text)(world);
}

type Evaluation = (world: World) => unknown;

const evaluations = new Map<string, Evaluation>();

/** Each text is read once. */
function compiled(text: string): Evaluation {
  const known = evaluations.get(text) ?? compile(text);
  evaluations.set(text, known);
  return known;
}

function compile(text: string): Evaluation {
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

  function choice(): Evaluation {
    const condition = level(0);
    if (accept('?') === null) return condition;
    const whenTrue = choice();
    expect(':');
    const whenFalse = choice();
    return (world) => (condition(world) ? whenTrue(world) : whenFalse(world));
  }

  function level(depth: number): Evaluation {
    const operators = LEVELS[depth];
    if (operators === undefined) return unary();
    let left = level(depth + 1);
    for (let operator = accept(...operators); operator !== null; operator = accept(...operators)) {
      left = combined(operator, left, level(depth + 1));
    }
    return left;
  }

  function unary(): Evaluation {
    if (accept('!')) {
      const operand = unary();
      return (world) => !operand(world);
    }
    if (accept('-')) {
      const operand = unary();
      return (world) => -(operand(world) as number);
    }
    if (accept('(')) {
      const inner = choice();
      expect(')');
      return inner;
    }
    return atom(tokens[next++] ?? '');
  }

  function atom(token: string): Evaluation {
    if (/^\d+$/.test(token)) return () => Number(token);
    if (token.startsWith("'")) return () => token.slice(1, -1);
    if (token === 'undefined') return () => undefined;
    if (token === 'null') return () => null;
    if ((token === 'min' || token === 'max') && accept('(')) {
      const list = operands();
      return (world) => Math[token](...list.map((one) => one(world) as number));
    }
    return (world) => {
      if (!world.has(token)) throw new NotEvaluable(`${text}: ${token}`);
      return world.get(token);
    };
  }

  function operands(): Evaluation[] {
    const list: Evaluation[] = [];
    do list.push(choice());
    while (accept(','));
    expect(')');
    return list;
  }

  const evaluation = choice();
  if (next < tokens.length) throw new NotEvaluable(`${text}: ${tokens[next]}`);
  return evaluation;
}

/** Conditions are asked from left to right, and no further than the first that decides. */
function combined(operator: string, left: Evaluation, right: Evaluation): Evaluation {
  if (operator === '||') return (world) => left(world) || right(world);
  if (operator === '&&') return (world) => left(world) && right(world);
  return (world) => apply(operator, left(world), right(world));
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
