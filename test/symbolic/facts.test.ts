import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Facts, join } from '../../server/symbolic/facts.ts';
import { printCondition, printRelation, printSize } from '../../server/symbolic/notation.ts';
import { equal, holds, less } from '../../server/symbolic/relation.ts';
import { choose, evaluate, fromSymbol, plus } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import { arbitraryRelation, arbitraryWorld, runs, valueIn } from './arbitrary.ts';
import { condition, knowing, type Names, size, verdict, world } from './notation.ts';

const simple = (facts: Facts, text: string, names: Names) => printSize(facts.simplify(size(text, names)));

describe('equalities', () => {
  it('are represented by the oldest symbol', () => {
    const names = world('a', 'b', 'c');
    const facts = knowing('c == b, b == a', names);
    assert.equal(simple(facts, 'a + b + c', names), '3 * a');
  });

  it('are represented by a number where there is one', () => {
    const names = world('a', 'b', 'c');
    assert.equal(simple(knowing('a == b, b == c, c == 7', names), 'a', names), '7');
    assert.equal(simple(knowing('a == 7, a == b', names), 'b', names), '7');
  });

  it('are represented by what is stated rather than by what depends on data', () => {
    const names = world({ name: 'u', backing: 'data' }, { name: 'o', backing: 'opaque' }, 'x');
    assert.equal(simple(knowing('x == u', names), 'u', names), 'x');
    assert.equal(simple(knowing('x == o + 1', names), 'o', names), 'x - 1');
    assert.equal(simple(knowing('u == o', names), 'o', names), 'u');
  });

  it('are represented by a declared symbol', () => {
    const names = world('x0', { name: 'B', declared: true });
    assert.equal(simple(knowing('x0 == B', names), 'x0', names), 'B');
  });

  it('are solved through sums and products', () => {
    const names = world('a', 'b', 'n');
    assert.equal(simple(knowing('n == a * b', names), 'n // b', names), 'a');
    assert.equal(simple(knowing('2 * a == 2 * b + 4', names), 'b', names), 'a - 2');
    assert.equal(simple(knowing('a * n == b * n', names), 'b', names), 'a');
  });

  it('keep what was known of the symbol that they replace', () => {
    const names = world('a', { name: 'b', max: 9 });
    const facts = knowing('b == a + 2, b != 5', names);
    assert.deepEqual(facts.range(size('a', names)), { min: 1, max: 7 });
    assert.equal(verdict(facts, 'a != 3', names), 'yes');
    assert.equal(knowing('b % 2 == 0, b == a', names).decide(condition('a % 2 == 0', names)), 'yes');
  });

  it('between multiples determine divisibility', () => {
    const names = world('x', 'y');
    const facts = knowing('2 * x == 3 * y', names);
    assert.equal(verdict(facts, 'x % 3 == 0', names), 'yes');
    assert.equal(verdict(facts, 'y % 2 == 0', names), 'yes');
    assert.equal(verdict(facts, 'y < x', names), 'yes');
  });
});

describe('ranges', () => {
  it('name what set each bound, not what came later or is weaker', () => {
    const names = world('a', 'b', 'n');
    const facts = ['a >= 3', 'n <= 64', 'n >= 2 * a', 'b == n', 'n >= 5', 'n % 8 == 0'].reduce(
      (all, text) => all.assume(condition(text, names), { place: null, text }),
      Facts.none,
    );
    const [min, max] = [(text: string) => facts.rangeCauses(size(text, names)).min?.text, 'n <= 64'];
    assert.deepEqual(facts.range(size('n', names)), { min: 8, max: 64 });
    assert.equal(min('n'), 'n % 8 == 0');
    assert.equal(min('a'), 'a >= 3');
    assert.equal(facts.rangeCauses(size('n', names)).max?.text, max);
    assert.equal(facts.rangeCauses(size('b', names)).max?.text, 'b == n');
  });

  it('that a size has by itself have no cause', () => {
    const names = world('a', { name: 'b', max: 9 });
    assert.deepEqual(knowing('a >= b', names).rangeCauses(size('b', names)), { min: null, max: null });
  });
});

describe('inequalities', () => {
  it('are chained', () => {
    const names = world('a', 'b', 'c', 'd');
    const facts = knowing('a < b, b < c, c < d', names);
    assert.equal(verdict(facts, 'a + 2 < d', names), 'yes');
    assert.equal(verdict(facts, 'a == d', names), 'no');
    assert.equal(verdict(facts, 'a + 3 < d', names), 'unknown');
    assert.notEqual(knowing('d <= a', names, facts).contradiction, null);
  });

  it('hold under positive factors', () => {
    const names = world('a', 'b', 'c', { name: 'n', min: 0 });
    assert.equal(verdict(knowing('a < b', names), 'a * c < b * c', names), 'yes');
    assert.equal(verdict(knowing('a < b', names), 'a * n < b * n', names), 'unknown');
  });

  it('meet in an equality', () => {
    const names = world('a', 'b');
    assert.equal(simple(knowing('a <= b, b <= a', names), 'b', names), 'a');
    assert.equal(simple(knowing('a + b <= 2', names), 'a', names), '1');
    assert.equal(simple(knowing('a != 1, a <= 2', names), 'a', names), '2');
  });

  it('bound quotients, remainders and extremes', () => {
    const names = world('a', 'b', 'c');
    const facts = knowing('a <= 10, b > a', names);
    assert.equal(simple(facts, 'a // b', names), '0');
    assert.equal(simple(facts, 'a % b', names), 'a');
    assert.equal(simple(facts, 'min(a, b)', names), 'a');
    assert.equal(simple(facts, 'max(a, b) + min(a, c)', names), 'b + min(a, c)');
    assert.deepEqual(facts.range(size('a // 3', names)), { min: 0, max: 3 });
    assert.equal(verdict(Facts.none, 'b * (a // b) <= a', names), 'yes');
    assert.equal(verdict(Facts.none, 'min(a, b) + max(a, b) == a + b', names), 'yes');
  });
});

describe('divisibility', () => {
  it('restores what was divided', () => {
    const names = world('B', 'T', 'C', 'n');
    const facts = knowing('C % n == 0, B * T % 8 == 0', names);
    assert.equal(simple(facts, 'n * (C // n)', names), 'C');
    assert.equal(simple(facts, '8 * (B * T // 8)', names), 'B * T');
    assert.equal(simple(facts, '16 * (B * T // 8)', names), '2 * B * T');
    assert.equal(verdict(facts, 'n <= C', names), 'yes');
  });

  it('survives a number', () => {
    const names = world('C', 'n');
    const facts = knowing('C % n == 0, C == 64', names);
    assert.equal(simple(facts, 'n * (C // n)', names), '64');
    assert.equal(verdict(facts, 'n <= 64', names), 'yes');
    assert.equal(verdict(knowing('n == 3', names, facts), 'n == 3', names), 'unknown');
    assert.notEqual(knowing('n == 3', names, facts).contradiction, null);
  });

  it('combines', () => {
    const names = world('a');
    const facts = knowing('a % 2 == 0, a % 3 == 0', names);
    assert.equal(verdict(facts, 'a % 6 == 0', names), 'yes');
    assert.equal(verdict(facts, 'a % 4 == 0', names), 'unknown');
    assert.equal(verdict(facts, 'a % 6 == 1', names), 'no');
    assert.equal(verdict(facts, 'a >= 6', names), 'yes');
  });

  it('knows remainders', () => {
    const names = world('a');
    const facts = knowing('a % 4 == 3', names);
    assert.equal(verdict(facts, 'a % 2 == 1', names), 'yes');
    assert.equal(verdict(facts, '(a + 1) % 4 == 0', names), 'yes');
    assert.equal(verdict(knowing('a % 2 != 0', names), 'a % 2 == 1', names), 'yes');
  });
});

describe('the divisibility of long sums', () => {
  const names = world('a', 'n');
  const square = '(n * n + a * n)';
  const long = `(${square} * ${square} + a * ${square} + n)`;
  const power = `(${long} * ${long} + a * ${long})`;

  it('is known after a size in them is', () => {
    const facts = knowing(`${power} % 7 == 0, n == 5`, names, Facts.begin());
    assert.equal(verdict(facts, `${power} % 7 == 0`, names), 'yes');
    assert.equal(verdict(facts, 'n == 5', names), 'yes');
  });

  it('has no consequences that have consequences themselves, one for each coefficient', () => {
    const facts = knowing(`${power} % 7 == 0, n == 5`, names, Facts.begin());
    assert.ok(facts.due(1) < 2000);
  });
});

describe('booleans', () => {
  it('are one question each', () => {
    const names = world('a');
    const facts = knowing('training', names);
    assert.equal(verdict(facts, 'training', names), 'yes');
    assert.equal(verdict(facts, '!training', names), 'no');
    assert.equal(verdict(facts, 'cached', names), 'unknown');
    assert.equal(simple(facts, '(training ? a : 1)', names), 'a');
  });

  it('leave the last alternative', () => {
    const names = world('a', 'b');
    const facts = knowing('a == 1 || b == 1 || training', names);
    assert.equal(verdict(facts, 'b == 1', names), 'unknown');
    const later = knowing('a > 1, !training', names, facts);
    assert.equal(simple(later, 'b', names), '1');
    assert.notEqual(knowing('b > 1', names, later).contradiction, null);
  });

  it('are decided by cases', () => {
    const names = world('a', 'b');
    assert.equal(verdict(knowing('a == 3 || a == 5', names), 'a % 2 == 1', names), 'yes');
    assert.equal(verdict(Facts.none, '(training ? a : b) >= 1', names), 'yes');
    assert.equal(verdict(knowing('a < 9, b < 9', names), '(training ? a : b) < 9', names), 'yes');
    assert.equal(verdict(knowing('(training ? 1 : 2) == 1', names), 'training', names), 'yes');
  });
});

describe('contradictions', () => {
  const causes = (facts: Facts) => [facts.contradiction?.first?.text, facts.contradiction?.second?.text];

  it('name the one fact that excludes the other', () => {
    const names = world('a', 'b');
    assert.deepEqual(causes(knowing('b > 1, a == 5, b > a, a == 7', names)), ['a == 5', 'a == 7']);
  });

  it('name the fact that completed the proof', () => {
    const names = world('a', 'b', 'c');
    assert.deepEqual(causes(knowing('a == b, c > 1, b == c, a == 1', names)), ['b == c', 'a == 1']);
  });

  it('keep the first one, and go on answering', () => {
    const names = world('a');
    const facts = knowing('a == 5, a == 7, a == 9', names);
    assert.deepEqual(causes(facts), ['a == 5', 'a == 7']);
    assert.equal(verdict(facts, 'a == 5', names), 'yes');
  });

  it('have no first cause where the assumption is impossible by itself', () => {
    const names = world('a');
    assert.deepEqual(causes(knowing('a == 0', names)), [undefined, 'a == 0']);
  });
});

describe('joining', () => {
  it('keeps what both sides know', () => {
    const names = world('a', 'b', 'c');
    const base = knowing('a == b', names);
    const left = knowing('c == 3, b > 2', names, base);
    const right = knowing('c == 5, b > 4', names, base);
    const joined = join(left, right, base);
    assert.deepEqual(joined.range(size('c', names)), { min: 3, max: 5 });
    assert.equal(verdict(joined, 'a > 2', names), 'yes');
    assert.equal(verdict(joined, 'a > 4', names), 'unknown');
    assert.ok(joined.causesOf(size('b', names)).some(({ text }) => text === 'b > 2'));
  });

  it('keeps what one side knows under its condition', () => {
    const names = world('a', 'b', 'c');
    const base = knowing('a > 1', names);
    const left = knowing('training, a == b', names, base);
    const right = knowing('!training, c % 4 == 0', names, base);
    const joined = join(left, right, base);
    assert.equal(verdict(joined, 'a == b', names), 'unknown');
    assert.equal(verdict(joined, '!training || a == b', names), 'yes');
    assert.equal(verdict(knowing('training', names, joined), 'a == b', names), 'yes');
    assert.equal(verdict(knowing('training', names, joined), 'c % 4 == 0', names), 'unknown');
    assert.equal(verdict(knowing('!training', names, joined), 'c % 4 == 0', names), 'yes');
  });

  it('keeps what one side knows under the relation that led there', () => {
    const names = world('a', 'b');
    const joined = join(knowing('a == 4, b == 7', names), knowing('a != 4', names), Facts.none);
    assert.equal(verdict(joined, 'b == 7', names), 'unknown');
    assert.equal(verdict(knowing('a == 4', names, joined), 'b == 7', names), 'yes');
    assert.deepEqual(
      knowing('a == 4', names, joined)
        .causesOf(size('b', names))
        .map(({ text }) => text),
      ['b == 7'],
    );
  });

  it('takes the side that is possible', () => {
    const names = world('a');
    const left = knowing('a == 3', names);
    assert.equal(join(left, knowing('a == 0', names), Facts.none), left);
    assert.equal(join(knowing('a == 0', names), left, Facts.none), left);
  });
});

describe('facts', () => {
  it('are not changed by assuming more', () => {
    const names = world('a');
    const facts = knowing('a > 2', names);
    knowing('a == 5', names, facts);
    assert.equal(verdict(facts, 'a == 5', names), 'unknown');
    assert.equal(facts.assume(condition('a > 1', names)), facts);
    assert.deepEqual(
      facts.conditions().map((one) => printCondition(one)),
      ['a > 2'],
    );
  });

  it('answer quickly among hundreds of others', () => {
    const symbols = Array.from({ length: 300 }, (_, index) => makeSymbol({ name: `s${index}`, origin: `s${index}` }));
    const sizes = symbols.map(fromSymbol);
    let facts = Facts.none;
    sizes.forEach((one, index) => {
      const next = sizes[index + 1];
      if (next !== undefined) facts = facts.assume(index % 2 === 0 ? equal(next, plus(one, 1)) : less(one, next));
    });
    const [first, second, third] = sizes;
    assert.ok(first && second && third);
    assert.equal(facts.decide(less(plus(first, 1), third)), 'yes');
    assert.equal(facts.simplify(second), plus(first, 1));
  });

  it('resolve conditional sizes by relations too', () => {
    const names = world('a', 'b');
    const chosen = choose(condition('a < b', names), size('a', names), size('b', names));
    assert.equal(printSize(knowing('a < b', names).simplify(chosen)), 'a');
    assert.equal(printSize(knowing('b <= a', names).simplify(chosen)), 'b');
    assert.equal(printSize(chosen), '(a < b ? a : b)');
  });
});

describe('relations between products', () => {
  const plain = (text: string, names: Names, facts = Facts.none) => {
    const asked = condition(text, names);
    if (asked.kind !== 'relation') throw new Error(`${text} is no relation`);
    return printRelation(facts.reduce(asked.relation));
  };

  it('lose what is at least 1', () => {
    const names = world('B', 'T', 'C', 'n', { name: 'i', backing: 'data', min: 0 });
    assert.equal(plain('B * T * n == B * T * C', names), 'n == C');
    assert.equal(plain('(B + i) * n == (B + i) * C', names), 'n == C');
    assert.equal(plain('B * T * n + B * i * n <= B * T * C + B * i * C', names), 'n <= C');
    assert.equal(plain('B * n == B * C + B * T', names), 'n == T + C');
  });

  it('keep what may be 0', () => {
    const names = world('B', 'C', 'n', { name: 'i', backing: 'data', min: 0 });
    assert.equal(plain('i * n == i * C', names), 'n * i == C * i');
    assert.equal(plain('i <= 0', names, knowing('i >= 1', names)), 'i <= 0');
    assert.equal(plain('(B - 1) * n == (B - 1) * C', names), 'B * n - n == B * C - C');
    assert.equal(plain('(B - 1) * n == (B - 1) * C', names, knowing('B >= 2', names)), 'n == C');
  });

  it('say the same', () => {
    fc.assert(
      fc.property(arbitraryRelation(2), arbitraryWorld, ({ node, text }, values) => {
        if (node.kind !== 'relation') return;
        const truth = ({ op, left, right }: typeof node.relation) => {
          const [a, b] = [evaluate(left, valueIn(values)), evaluate(right, valueIn(values))];
          return a === null || b === null ? null : holds(op, a, b);
        };
        const [before, after] = [truth(node.relation), truth(Facts.none.reduce(node.relation))];
        if (before !== null && after !== null) assert.equal(after, before, text);
      }),
      runs(2000),
    );
  });
});
