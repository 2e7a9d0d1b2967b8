/** Reading sizes and conditions: one ladder of operators, each rung reading the tighter one below it. */
import type { Reader } from './reader.ts';
import type { Comparing, Comparison, Expression, Formula, Operator } from './syntax.ts';
import { Malformed } from './tokens.ts';

/** What a text may turn out to be; a lone name is either. */
type Either = Expression | Formula;

export function readExpression(reader: Reader): Expression {
  return asExpression(readSum(reader));
}

export function readFormula(reader: Reader): Formula {
  return asFormula(readEither(reader));
}

/** One comparison, `C % heads == 0`. */
export function readComparison(reader: Reader): Comparing {
  const left = readSum(reader);
  return readComparedTo(reader, asExpression(left)) ?? reader.fail('expected a comparison such as `==`');
}

function asExpression(either: Either): Expression {
  switch (either.kind) {
    case 'comparison':
    case 'boolean':
    case 'not':
    case 'all':
    case 'any':
      throw new Malformed('expected a size, found a condition', either);
    default:
      return either;
  }
}

function asFormula(either: Either): Formula {
  switch (either.kind) {
    case 'comparison':
    case 'boolean':
    case 'not':
    case 'all':
    case 'any':
      return either;
    case 'name':
      return { ...either, kind: 'boolean' };
    default:
      throw new Malformed('expected a condition, found a size', either);
  }
}

/** `a && b || !c`. */
function readEither(reader: Reader): Either {
  return reader.nested(() =>
    readJunction(reader, '||', 'any', () => readJunction(reader, '&&', 'all', () => readNegation(reader))),
  );
}

function readJunction(reader: Reader, mark: string, kind: 'all' | 'any', readOperand: () => Either): Either {
  const first = readOperand();
  if (!reader.is(mark)) return first;
  const operands = [asFormula(first)];
  while (reader.accept(mark)) operands.push(asFormula(readOperand()));
  return { kind, operands, start: first.start, end: reader.end };
}

function readNegation(reader: Reader): Either {
  const { start } = reader.next;
  if (!reader.accept('!')) return readCompared(reader);
  const operand = asFormula(reader.nested(() => readNegation(reader)));
  return { kind: 'not', operand, start, end: operand.end };
}

/** Comparisons in a row, `1 <= T <= 1024`, all hold. */
function readCompared(reader: Reader): Either {
  const first = readSum(reader);
  const comparisons: Comparing[] = [];
  for (;;) {
    const left = comparisons.at(-1)?.right ?? first;
    const comparison = isComparison(reader) ? readComparedTo(reader, asExpression(left)) : null;
    if (comparison === null) break;
    comparisons.push(comparison);
  }
  const [only, second] = comparisons;
  if (only === undefined || second === undefined) return only ?? first;
  return { kind: 'all', operands: comparisons, start: first.start, end: reader.end };
}

const COMPARISONS: readonly Comparison[] = ['==', '!=', '<=', '>=', '<', '>'];

function isComparison(reader: Reader): boolean {
  if (reader.is('=')) reader.fail('expected `==`');
  return COMPARISONS.some((mark) => reader.is(mark));
}

function readComparedTo(reader: Reader, left: Expression): Comparing | null {
  if (reader.is('=')) reader.fail('expected `==`');
  const operator = COMPARISONS.find((mark) => reader.accept(mark));
  if (operator === undefined) return null;
  const right = asExpression(readSum(reader));
  return { kind: 'comparison', operator, left, right, start: left.start, end: right.end };
}

function readSum(reader: Reader): Either {
  return reader.nested(() => readChain(reader, ['+', '-'], readProduct));
}

function readProduct(reader: Reader): Either {
  return readChain(reader, ['*', '//', '%'], readSigned);
}

/** Operators of one rank, from left to right. */
function readChain(reader: Reader, operators: readonly Operator[], readOperand: (reader: Reader) => Either): Either {
  let left = readOperand(reader);
  for (;;) {
    const operator = operators.find((mark) => reader.accept(mark));
    if (operator === undefined) return left;
    const right = asExpression(readOperand(reader));
    const divides = operator === '//' || operator === '%';
    if (divides && right.kind === 'number' && right.value === 0) throw new Malformed('division by zero', right);
    left = { kind: 'binary', operator, left: asExpression(left), right, start: left.start, end: right.end };
  }
}

function readSigned(reader: Reader): Either {
  const { start } = reader.next;
  if (!reader.accept('-')) return readAtom(reader);
  const operand = asExpression(reader.nested(() => readSigned(reader)));
  return { kind: 'negative', operand, start, end: operand.end };
}

function readAtom(reader: Reader): Either {
  const { kind, text, start, end } = reader.next;
  if (kind === 'number') {
    reader.take();
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new Malformed('the number is too large', { start, end });
    return { kind: 'number', value, start, end };
  }
  if (kind === 'name') {
    reader.take();
    if ((text === 'min' || text === 'max') && reader.accept('(')) return readExtreme(reader, text, start);
    if (reader.is('(')) throw new Malformed(`there is no \`${text}(\`, only \`min(\` and \`max(\``, { start, end });
    if (reader.is('[')) throw new Malformed('an index is a number; `.at(-1)` counts from the end', reader.next);
    return { kind: 'name', name: text, start, end };
  }
  if (reader.accept('(')) return readParenthesized(reader, start);
  return reader.fail('expected a size');
}

function readExtreme(reader: Reader, kind: 'min' | 'max', start: number): Expression {
  const operands = [readExpression(reader)];
  while (reader.accept(',')) operands.push(readExpression(reader));
  reader.expect(')');
  return { kind, operands, start, end: reader.end };
}

/** `(size)`, `(condition)` or `(condition ? size : size)`. */
function readParenthesized(reader: Reader, start: number): Either {
  const inner = readEither(reader);
  if (!reader.accept('?')) {
    reader.expect(')');
    return { ...inner, start, end: reader.end };
  }
  const condition = asFormula(inner);
  const whenTrue = readExpression(reader);
  reader.expect(':');
  const whenFalse = readExpression(reader);
  reader.expect(')');
  return { kind: 'choice', condition, whenTrue, whenFalse, start, end: reader.end };
}
