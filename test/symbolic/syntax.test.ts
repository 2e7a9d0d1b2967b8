/** The notation as written: every form that the README lists, and any tree of them, is read as it was written. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  type ContractLine,
  type Expression,
  type Formula,
  type ParsedDimension,
  parseCondition,
  parseContractLine,
  parseShape,
  parseSize,
} from '../../server/symbolic/grammar.ts';
import { runs } from './arbitrary.ts';
import { write, writeLine, writeShape } from './writing.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The last column of the table under that heading, without its quotes. */
function examplesIn(text: string): readonly string[] {
  const section = text.split('\n## ').find((one) => one.startsWith('The notation\n')) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.map(
    (row) =>
      row
        .split(/(?<!\\)\|/)
        .at(-2)
        ?.trim() ?? '',
  );
  return cells.flatMap((cell) => /^`(.*)`$/.exec(cell)?.[1]?.replaceAll('\\|', '|') ?? []);
}

/** What a text of any kind says, written anew; `null` where it cannot be read. */
function rewritten(text: string): string | null {
  const line = parseContractLine(text);
  if ('line' in line) return writeLine(line.line);
  const shape = parseShape(text);
  if ('shape' in shape) return writeShape(shape.shape);
  const size = parseSize(text);
  if ('size' in size) return write(size.size);
  const condition = parseCondition(text);
  return 'condition' in condition ? write(condition.condition) : null;
}

describe('the notation in the README', () => {
  const examples = examplesIn(README);

  it('has an example of every form', () => assert.ok(examples.length >= 25, `${examples.length}`));

  for (const example of examples) it(example, () => assert.equal(rewritten(example), example));
});

describe('writing and reading', () => {
  it('are inverse, for sizes', () => {
    fc.assert(
      fc.property(expressions, (tree) => {
        const parsed = parseSize(write(tree));
        assert.ok('size' in parsed, `${write(tree)}: ${JSON.stringify(parsed)}`);
        assert.deepEqual(bare(parsed.size), bare(tree), write(tree));
      }),
      runs(2000),
    );
  });

  it('are inverse, for conditions', () => {
    fc.assert(
      fc.property(formulas, (tree) => {
        const parsed = parseCondition(write(tree));
        assert.ok('condition' in parsed, `${write(tree)}: ${JSON.stringify(parsed)}`);
        assert.deepEqual(bare(parsed.condition), bare(tree), write(tree));
      }),
      runs(2000),
    );
  });

  it('are inverse, for the lines of contracts', () => {
    fc.assert(
      fc.property(lines, (tree) => {
        const parsed = parseContractLine(writeLine(tree));
        assert.ok('line' in parsed, `${writeLine(tree)}: ${JSON.stringify(parsed)}`);
        assert.deepEqual(bare(parsed.line), bare(tree), writeLine(tree));
      }),
      runs(1000),
    );
  });

  it('places everything where it was read', () => {
    fc.assert(
      fc.property(expressions, (tree) => {
        const text = write(tree);
        const parsed = parseSize(text);
        assert.ok('size' in parsed);
        for (const part of partsOf(parsed.size)) {
          const again = parseSize(text.slice(part.start, part.end));
          assert.ok('size' in again, `${text}: ${text.slice(part.start, part.end)}`);
          assert.deepEqual(bare(again.size), bare(part), text);
        }
      }),
      runs(500),
    );
  });
});

const SPAN = { start: 0, end: 0 };

const names = fc.constantFrom(
  'B',
  'T',
  'heads',
  'cfg.width',
  'x.shape[0]',
  'x.shape.at(-1)',
  'this.#n',
  'rank(x)',
  'Ω_1',
  'a?.b',
  'min',
  '$x',
);

const { expressions, formulas } = fc.letrec<{ expressions: Expression; formulas: Formula }>((tie) => ({
  expressions: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    names.map((name): Expression => ({ kind: 'name', name, ...SPAN })),
    fc.nat(100).map((value): Expression => ({ kind: 'number', value, ...SPAN })),
    tie('expressions').map((operand): Expression => ({ kind: 'negative', operand, ...SPAN })),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '//', '%'), tie('expressions'), tie('expressions'))
      .filter(
        ([operator, , right]) => !('/%'.includes(operator.charAt(0)) && right.kind === 'number' && right.value === 0),
      )
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right, ...SPAN })),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(tie('expressions'), { minLength: 1, maxLength: 3 }))
      .map(([kind, operands]): Expression => ({ kind, operands, ...SPAN })),
    fc
      .tuple(tie('formulas'), tie('expressions'), tie('expressions'))
      .map(
        ([condition, whenTrue, whenFalse]): Expression => ({ kind: 'choice', condition, whenTrue, whenFalse, ...SPAN }),
      ),
  ),
  formulas: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    names.map((name): Formula => ({ kind: 'boolean', name, ...SPAN })),
    fc
      .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('expressions'), tie('expressions'))
      .map(([operator, left, right]): Formula => ({ kind: 'comparison', operator, left, right, ...SPAN })),
    tie('formulas').map((operand): Formula => ({ kind: 'not', operand, ...SPAN })),
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(tie('formulas'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]): Formula => ({ kind, operands, ...SPAN })),
    fc.tuple(tie('expressions'), tie('expressions'), tie('expressions')).map(([low, middle, high]): Formula => {
      const first = { kind: 'comparison', operator: '<=', left: low, right: middle, ...SPAN } as const;
      const second = { kind: 'comparison', operator: '<', left: middle, right: high, ...SPAN } as const;
      return { kind: 'all', operands: [first, second], ...SPAN };
    }),
  ),
}));

const dimensions: fc.Arbitrary<ParsedDimension> = fc.oneof(
  expressions
    .filter(({ kind }) => kind !== 'negative')
    .map((expression): ParsedDimension => ({ kind: 'size', expression, hint: null, ...SPAN })),
  fc
    .tuple(names, fc.integer({ min: 1, max: 99 }))
    .map(
      ([name, hint]): ParsedDimension => ({ kind: 'size', expression: { kind: 'name', name, ...SPAN }, hint, ...SPAN }),
    ),
  fc.constant<ParsedDimension>({ kind: 'any', ...SPAN }),
);

const spreads: fc.Arbitrary<readonly ParsedDimension[]> = fc
  .option(fc.option(fc.constantFrom('S', 'batch')))
  .map((name) => (name === null ? [] : [{ kind: 'spread', name, ...SPAN }]));

const lines: fc.Arbitrary<ContractLine> = fc.oneof(
  fc
    .record({
      target: fc.constantFrom('q', 'options.mask', 'returns'),
      before: fc.array(dimensions, { maxLength: 3 }),
      spread: spreads,
      after: fc.array(dimensions, { maxLength: 3 }),
      optional: fc.boolean(),
    })
    .map(({ target, before, spread, after, optional }): ContractLine => {
      const shape = { dimensions: [...before, ...spread, ...after], ...SPAN };
      return { kind: 'shape', target, targetSpan: SPAN, shape, optional, ...SPAN };
    }),
  fc
    .array(formulas, { minLength: 1, maxLength: 3 })
    .map((conditions): ContractLine => ({ kind: 'where', conditions, ...SPAN })),
);

/** A tree without its places. */
function bare(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value) => (['start', 'end', 'targetSpan'].includes(key) ? undefined : value)),
  );
}

/** An expression and all expressions in it that stand in no condition. */
function partsOf(tree: Expression): readonly Expression[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return [tree];
    case 'negative':
      return [tree, ...partsOf(tree.operand)];
    case 'binary':
      return [tree, ...partsOf(tree.left), ...partsOf(tree.right)];
    case 'choice':
      return [tree, ...partsOf(tree.whenTrue), ...partsOf(tree.whenFalse)];
    default:
      return [tree, ...tree.operands.flatMap(partsOf)];
  }
}
