import assert from 'node:assert/strict';
import { type Expression, parseSize } from '../../server/symbolic/grammar.ts';
import { printSize } from '../../server/symbolic/notation.ts';
import { constant, isUnknown, multiply, plus, product, substitute } from '../../server/symbolic/size.ts';
import { size, world } from './notation.ts';
import { compare } from './oracle/terms.ts';
import { type Oracle, startOracle } from './oracle/z3.ts';

const RANGES = [
  ...['a', 'b', 'h', 'B', 'T', 'v2'].map((name) => ({ name, min: 1, max: null })),
  { name: 'n', min: 0, max: null },
  { name: 'z', min: null, max: null },
  { name: 'few', min: 1, max: 3 },
];
const names = world(...RANGES);

/** What is written, and its normal form; each row shows one law. */
const LAWS: readonly (readonly [law: string, written: string, normal: string])[] = [
  ['like terms are one', 'a + b + a', '2 * a + b'],
  ['products are multiplied out', '(a + 1) * (a - 1)', 'a * a - 1'],
  ['what cancels is gone', 'a * b - b * a', '0'],
  ['n // 1 == n', 'a // 1', 'a'],
  ['n % 1 == 0', 'a % 1', '0'],
  ['n // n == 1', 'z // z', '1'],
  ['d * q // d == q', '6 * a * b // (2 * b)', '3 * a'],
  ['exact division by a sum', '(a * a + 2 * a * b + b * b) // (a + b)', 'a + b'],
  ['(-n) // (-d) == n // d', '-a // -b', 'a // b'],
  ['(g * n) // (g * d) == n // d', 'B * T * v2 // (32 * T)', 'B * v2 // 32'],
  ['(g * n) % (g * d) == g * (n % d)', 'B * T * v2 % (32 * T)', 'T * (B * v2 % 32)'],
  ['(d * q + n) // d == q + n // d', '(a * b + h) // a', 'b + h // a'],
  ['(d * q + n) % d == n % d', '(a * b + h) % a', 'h % a'],
  ['the constant below a number divisor', '(h + 11) // 4', '(h + 11) // 4'],
  ['0 <= r < g: (g * n + r) // (g * d) == n // d', '(6 * a + 5) // 12', 'a // 2'],
  ['(g * n + r) % (g * d) == g * (n % d) + r', '(6 * a + 5) % 12', '6 * (a % 2) + 5'],
  ['(-n) // d rounds down', '-a // 4', '-((a + 3) // 4)'],
  ['a quotient that bounds determine', 'few // 4', '0'],
  ['a remainder that bounds determine', '(few + 4) % 4', 'few'],
  ['(n % d) // d == 0', 'a % b // b', '0'],
  ['n % d % d == n % d', 'a % b % b', 'a % b'],
  ['d divides e: n % e % d == n % d', 'a % 12 % 4', 'a % 4'],
  ['(x // a) // b == x // (a * b)', 'a // b // h', 'a // (b * h)'],
  ['(x // a + c) // b == (x + a * c) // (a * b)', '(a // 3 + b) // 2', '(a + 3 * b) // 6'],
  ['rounding up twice', '((h + 1) // 2 + 1) // 2', '(h + 3) // 4'],
  ['min(x, x) == x', 'min(a, a)', 'a'],
  ['min of what bounds order', 'min(a, 1)', '1'],
  ['max of what bounds order', 'max(n, 0)', 'n'],
  ['min(x, x + 1) == x', 'min(a + b, a)', 'a'],
  ['min(min(x, y), z) == min(x, y, z)', 'min(min(a, b), 7)', 'min(a, b, 7)'],
  ['min(x, max(x, y)) == x', 'min(a, max(a, b))', 'a'],
  ['min(g * x, g * y) == g * min(x, y)', 'min(2 * a, 4)', '2 * min(a, 2)'],
  ['a positive factor of all operands', 'max(2 * a * b, a * h, 4 * a)', 'a * max(2 * b, h, 4)'],
  ['a factor that may be negative stays inside', 'min(z * a, z * b)', 'min(a * z, b * z)'],
  ['rounding up by nested divisors', '((h + 2) // 3 + 3) // 4', '(h + 11) // 12'],
  ['rounding up by sizes', '((h + a - 1) // a + b - 1) // b', '(h - 1) // (a * b) + 1'],
  ['a choice between equals is none', '(flag ? a : a)', 'a'],
  ['sums of one choice', '(flag ? a : 1) + (flag ? b : 2)', '(flag ? a + b : 3)'],
  ['opposite choices', '(flag ? a : b) + (!flag ? a : b)', 'a + b'],
  ['a choice divided is divided in each case', '(flag ? 4 * a : 9) // 4', '(flag ? a : 2)'],
  ['both conditions', '(flag && more ? a : 1)', '(flag && more ? a : 1)'],
  ['either condition', '(flag || more ? a : 1)', '(flag || more ? a : 1)'],
];

function parsed(text: string): Expression {
  const result = parseSize(text);
  if ('error' in result) throw new Error(`${text}: ${result.error.message}`);
  return result.size;
}

describe('the laws of sizes', () => {
  let oracle: Oracle;
  before(async () => {
    oracle = await startOracle(2_000_000);
  });
  after(() => oracle.close());

  for (const [law, written, normal] of LAWS) {
    it(`${law}: ${written}`, async () => {
      assert.equal(printSize(size(written, names)), normal);
      assert.ok(await oracle.proves(RANGES, compare('==', parsed(written), parsed(normal))), 'Z3 does not prove it');
    });
  }

  it('hold for divisors that may be negative only where they are true', () => {
    // floor(floor(x / 2) / z) is not floor(x / (2 * z)) for negative z.
    assert.equal(printSize(size('a // 2 // z', names)), 'a // 2 // z');
  });

  it('make what is too large unknown', () => {
    const large = constant(2 ** 52);
    assert.ok(isUnknown(multiply(large, large)));
    assert.equal(printSize(plus(multiply(large, large), 1)), '?');
    const many = Array.from({ length: 40 }, (_, index) => plus(size('a', names), index));
    assert.ok(isUnknown(product(many)));
  });

  it('apply again after substitution', () => {
    const written = size('(h + 3) // 4 * min(a, b)', names);
    const replaced = substitute(written, ({ name }) =>
      name === 'h' ? constant(9) : name === 'b' ? size('a + 1', names) : null,
    );
    assert.equal(printSize(replaced), '3 * a');
  });
});
