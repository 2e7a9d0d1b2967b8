/** Writing what was parsed, with no more parentheses than needed: the inverse of the parser, for tests. */
import type { ContractLine, Expression, Formula, ParsedDimension, ParsedShape } from '../../server/symbolic/grammar.ts';

/** From the loosest to the tightest. */
const RANKS = ['any', 'all', 'not', 'comparison', 'sum', 'product', 'negative', 'atom'] as const;
type Rank = (typeof RANKS)[number];

export function write(syntax: Expression | Formula, wanted: Rank = 'any'): string {
  const [rank, text] = ranked(syntax);
  return RANKS.indexOf(rank) < RANKS.indexOf(wanted) ? `(${text})` : text;
}

function ranked(syntax: Expression | Formula): readonly [Rank, string] {
  switch (syntax.kind) {
    case 'number':
      return ['atom', String(syntax.value)];
    case 'name':
    case 'boolean':
      return ['atom', syntax.name];
    case 'min':
    case 'max':
      return ['atom', `${syntax.kind}(${syntax.operands.map((one) => write(one)).join(', ')})`];
    case 'choice':
      return ['atom', `(${write(syntax.condition)} ? ${write(syntax.whenTrue)} : ${write(syntax.whenFalse)})`];
    case 'negative':
      return ['negative', `-${write(syntax.operand, 'negative')}`];
    case 'binary':
      return binary(syntax);
    case 'comparison':
      return ['comparison', `${write(syntax.left, 'sum')} ${syntax.operator} ${write(syntax.right, 'sum')}`];
    case 'not':
      return ['not', `!${write(syntax.operand, syntax.operand.kind === 'comparison' ? 'atom' : 'not')}`];
    case 'all':
      return isRow(syntax.operands) ? ['comparison', row(syntax.operands)] : ['all', junction(syntax.operands, '&&')];
    case 'any':
      return ['any', junction(syntax.operands, '||')];
  }
}

function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): readonly [Rank, string] {
  const isSum = operator === '+' || operator === '-';
  const [rank, tighter] = isSum ? (['sum', 'product'] as const) : (['product', 'negative'] as const);
  return [rank, `${write(left, rank)} ${operator} ${write(right, tighter)}`];
}

function junction(operands: readonly Formula[], mark: '&&' | '||'): string {
  const tighter = mark === '&&' ? 'not' : 'all';
  return operands.map((one) => write(one, isNested(one, mark) ? 'atom' : tighter)).join(` ${mark} `);
}

/** `1 <= T <= 8` is one condition, and so is a conjunction inside a conjunction that was written in parentheses. */
function isNested(one: Formula, mark: '&&' | '||'): boolean {
  if (one.kind !== 'all' && one.kind !== 'any') return false;
  return (one.kind === 'all') === (mark === '&&') && !(one.kind === 'all' && isRow(one.operands));
}

type Comparing = Extract<Formula, { kind: 'comparison' }>;

/** Comparisons that share the sizes between them. */
function isRow(operands: readonly Formula[]): operands is readonly Comparing[] {
  return operands.every((one, index) => {
    const before = operands[index - 1];
    return one.kind === 'comparison' && (index === 0 || (before?.kind === 'comparison' && before.right === one.left));
  });
}

function row(operands: readonly Comparing[]): string {
  const [first] = operands;
  const rest = operands.map(({ operator, right }) => ` ${operator} ${write(right, 'sum')}`).join('');
  return first === undefined ? '' : write(first.left, 'sum') + rest;
}

export function writeShape({ dimensions }: ParsedShape): string {
  return `[${dimensions.map(writeDimension).join(', ')}]`;
}

function writeDimension(dimension: ParsedDimension): string {
  if (dimension.kind === 'any') return '_';
  if (dimension.kind === 'spread') return `...${dimension.name ?? ''}`;
  return write(dimension.expression, 'sum') + (dimension.hint === null ? '' : `=${dimension.hint}`);
}

export function writeLine(line: ContractLine): string {
  if (line.kind === 'where') return `@where ${line.conditions.map((one) => write(one)).join(', ')}`;
  return `@shape ${line.target} ${writeShape(line.shape)}${line.optional ? ' | undefined' : ''}`;
}
