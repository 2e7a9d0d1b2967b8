import assert from 'node:assert/strict';
import fc from 'fast-check';
import { all, any, conditionKey, named, negation } from '../../server/symbolic/condition.ts';
import {
  expressionSize,
  formulaCondition,
  type Meaning,
  parseCondition,
  parseSize,
} from '../../server/symbolic/grammar.ts';
import { byOrigin, printCondition, printRelation, printSize } from '../../server/symbolic/notation.ts';
import { divides, greater } from '../../server/symbolic/relation.ts';
import { constant, evaluate, fromSymbol, isUnknown, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import {
  arbitraryCondition,
  arbitrarySize,
  arbitraryWorld,
  factsOf,
  NAMES,
  runs,
  SYMBOLS,
  valueIn,
} from './arbitrary.ts';
import { condition, relation, size, world } from './notation.ts';

const meaning: Meaning = {
  sizeOf(name) {
    const symbol = SYMBOLS.find((one) => one.name === name);
    assert.ok(symbol, name);
    return fromSymbol(symbol);
  },
  conditionOf(name) {
    const boolean = NAMES.find((one) => printCondition(one) === name);
    assert.ok(boolean, name);
    return boolean;
  },
};

function reparsed(node: Size): Size {
  const parsed = parseSize(printSize(node));
  assert.ok('size' in parsed, printSize(node));
  return expressionSize(parsed.size, meaning);
}

describe('printing', () => {
  it('is undone by parsing, for sizes', function () {
    this.timeout(0);
    fc.assert(
      fc.property(arbitrarySize(3), ({ node }) => {
        if (!isUnknown(node)) assert.equal(reparsed(node), node, printSize(node));
      }),
      runs(2000),
    );
  });

  it('is undone by parsing, for sizes that depend on conditions', function () {
    this.timeout(0);
    fc.assert(
      fc.property(arbitrarySize(3, true), arbitraryWorld, ({ node }, world) => {
        const again = isUnknown(node) ? node : reparsed(node);
        // What is written out for each case may be too large.
        if (isUnknown(again)) return;
        const facts = factsOf(world);
        const [before, after] = [node, again].map((one) => evaluate(facts.simplify(one), valueIn(world)));
        assert.equal(after, before, printSize(node));
      }),
      runs(1000),
    );
  });

  it('is undone by parsing, for conditions', function () {
    this.timeout(0);
    fc.assert(
      fc.property(arbitraryCondition(2), ({ node }) => {
        const text = printCondition(node);
        if (text.includes('?') || node.kind === 'constant') return;
        const parsed = parseCondition(text);
        assert.ok('condition' in parsed, text);
        assert.equal(conditionKey(formulaCondition(parsed.condition, meaning)), conditionKey(node), text);
      }),
      runs(2000),
    );
  });

  it('reads like a person wrote it', () => {
    const names = world('x0', 'B', 'T', 'C', 'heads', 'h', 'p', 'q', 'b0');
    const rows = [
      ['1 + x0', 'x0 + 1'],
      ['T * B', 'B * T'],
      ['C // heads', 'C // heads'],
      ['b0 + b0 + b0', '3 * b0'],
      ['(h + 3) // 4', '(h + 3) // 4'],
      ['(h - 3) // 2 + 1', '(h - 1) // 2'],
      ['2 * (h // 2)', '2 * (h // 2)'],
      ['h // 2 + 1', 'h // 2 + 1'],
      ['10 - h', '10 - h'],
      ['-h', '-h'],
      ['-h * T - 3', '-T * h - 3'],
      ['C - h', 'C - h'],
      ['h - C', 'h - C'],
      ['B * (T // (C * h))', 'B * (T // (C * h))'],
      ['min(h, 3) + 1', 'min(h, 3) + 1'],
      ['h % 2', 'h % 2'],
    ] as const;
    for (const [written, printed] of rows) assert.equal(printSize(size(written, names)), printed);
  });

  it('says relations with the number on the right', () => {
    const names = world('p', 'q', 'C', 'heads', 'B', 'T', 'v2');
    assert.equal(printRelation(relation('2 * p * q > 20', names)), '2 * p * q > 20');
    assert.equal(printRelation(relation('20 < p', names)), 'p > 20');
    assert.equal(printRelation(relation('1 <= p', names)), 'p >= 1');
    assert.equal(printRelation(greater(size('p', names), size('q', names))), 'q < p');
    assert.equal(printRelation(divides(size('heads', names), size('C', names))), 'C % heads == 0');
    assert.equal(printRelation(divides(size('32 * T', names), size('B * T * v2', names))), 'B * v2 % 32 == 0');
  });

  it('prints conditions with few parentheses', () => {
    const names = world('a', 'b');
    for (const text of ['!training', 'a == b && a < 3', 'training || a == b', '(training || cached) && a == b']) {
      assert.equal(printCondition(condition(text, names)), text);
    }
    assert.equal(printCondition(condition('!(training && cached)', names)), '!training || !cached');
    assert.equal(printCondition(condition('!(a < b)', names)), 'b <= a');
    const [given, many] = [named('mask !== undefined'), named('sizes(a, b) <= 2')];
    assert.equal(printCondition(negation(given)), 'mask === undefined');
    assert.equal(printCondition(negation(many)), '!(sizes(a, b) <= 2)');
    assert.equal(printCondition(negation(named('items.some((one) => one === 2)'))), '!items.some((one) => one === 2)');
    const either = any(named('load().rank < 1'), named('load().ready'));
    assert.equal(printCondition(all(given, either)), 'mask !== undefined && (load().rank < 1 || load().ready)');
    const call = named('mode === "fit" && ready');
    assert.equal(printCondition(negation(call)), '!(mode === "fit" && ready)');
  });

  it('uses origins where asked', () => {
    const x = fromSymbol(makeSymbol({ name: 'B', origin: 'x.shape[0]' }));
    const shifted = fromSymbol(makeSymbol({ name: 'w', origin: 'image.width + 1' }));
    assert.equal(printRelation(divides(constant(4), x), byOrigin), 'x.shape[0] % 4 == 0');
    assert.equal(printRelation(divides(constant(4), shifted), byOrigin), '(image.width + 1) % 4 == 0');
  });

  it('prints what is lost as a question mark', () => {
    const lost = fromSymbol(makeSymbol({ name: 'k', origin: '?', backing: 'unknown' }));
    assert.equal(printSize(lost), '?');
  });
});
