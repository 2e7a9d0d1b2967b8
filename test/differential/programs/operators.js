// Operators: arithmetic, comparison, logic, assignment, typeof, in, delete, optional chaining.

export function arithmetic(n = 7, m = 2) {
  return [n + m, n - m, n * m, n % m, n ** m, -n, +m];
}

export function division(n = 7, m = 2) {
  return [n / m, Math.floor(n / m), n / 0, -n / 0, 0 / 0, -0 / 5];
}

export function floatingPoint() {
  return [0.1 + 0.2, 1 / 3, 5e-324 / 2, 1e308 * 10, 9007199254740992 + 1, 0.1 * 3];
}

export function remainders() {
  return [7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 5 % 0, -4 % 2];
}

export function bitwise() {
  return [5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -16 >> 2, -1 >>> 28, 2 ** 32 | 0, 1.9 | 0, ~~-1.9];
}

export function stringConcatenation(n = 3) {
  return ['a' + 1, 1 + '2', 1 + 2 + 'x', 'x' + 1 + 2, 'n' + n, true + 'x', null + 'x', undefined + '', [1, 2] + '', {} + 'x'];
}

export function coercedArithmetic() {
  return ['6' * '7', '5' - 2, true + 1, null + 1, undefined + 1, [] + [], [5] * 2, '3' ** 2, +'', +' 12 ', +'1x'];
}

export function strictEquality() {
  const o = {};
  return [1 === 1, '1' === 1, NaN === NaN, 0 === -0, null === undefined, o === o, {} === {}, [] === []];
}

export function looseEquality() {
  return [1 == '1', 0 == '', null == undefined, null == 0, '' == 0, true == 1, [1] == 1, '1,2' == [1, 2], NaN == NaN, 'a' == 'b'];
}

export function comparisons(n = 3) {
  return [n < 4, n <= 3, n > 3, n >= 4, 'a' < 'b', '10' < '9', '10' < 9, null >= 0, undefined < 1, 'B' < 'a'];
}

export function comparisonChains(n = 3) {
  return [0 < n && n < 5, n < 0 || n > 2, !(n > 2)];
}

export function logicalOperators() {
  return [1 && 2, 0 && 2, 0 || 'x', 1 || 'x', null ?? 'd', 0 ?? 'd', undefined ?? null, '' || 'e', NaN || 0, !!'a'];
}

export function shortCircuit() {
  const log = [];
  const t = (x) => {
    log.push(x);
    return x;
  };
  t(0) && t(1);
  t(2) || t(3);
  t(null) ?? t(4);
  t(5) ?? t(6);
  return log;
}

export function compoundAssignment(n = 5) {
  let x = n;
  x += 2;
  x -= 1;
  x *= 3;
  x **= 2;
  x %= 7;
  let y = 6;
  y /= 4;
  y <<= 3;
  y >>= 1;
  y |= 1;
  y &= 7;
  y ^= 2;
  y >>>= 1;
  return [x, y];
}

export function logicalAssignment() {
  const o = { a: 0, b: 1, c: null };
  const log = [];
  o.a ||= 5;
  o.b &&= 6;
  o.c ??= 7;
  o.b ??= log.push('not run');
  o.d ??= 8;
  return [o, log];
}

export function logicalAssignmentDoesNotWrite() {
  let writes = 0;
  const o = {
    get x() {
      return 1;
    },
    set x(v) {
      writes++;
    },
  };
  o.x ||= 2;
  o.x ??= 3;
  o.x &&= 4;
  return writes;
}

export function increments(n = 3) {
  let x = n;
  const seen = [x++, x, ++x, x--, --x];
  let s = '5';
  s++;
  return [seen, s];
}

export function incrementsOfProperties() {
  const o = { n: 1 };
  const a = [5];
  let i = 0;
  o.n++;
  a[i++]++;
  ++o['n'];
  return [o, a, i];
}

export function targetsAreEvaluatedOnce() {
  let calls = 0;
  const o = { n: 1 };
  const get = () => {
    calls++;
    return o;
  };
  get().n += 5;
  get().n ??= 1;
  get().n++;
  return [o.n, calls];
}

export function typeofOperator() {
  return [1, 'a', true, undefined, null, {}, [], () => 1, Symbol('s'), 10n, class {}, NaN, new Map(), Math, JSON].map((x) => typeof x);
}

export function typeofUndeclared() {
  return [typeof notDeclaredAnywhere, typeof undefined];
}

export function inOperator() {
  const o = { a: undefined, b: 1 };
  delete o.b;
  return ['a' in o, 'b' in o, 'toString' in o, 0 in [1], 1 in [1], 'length' in [], 'x' in { ...o, x: 1 }];
}

export function inOfPrimitiveThrows() {
  try {
    return 'a' in 'abc';
  } catch (error) {
    return error.name;
  }
}

export function instanceofOperator() {
  class A {}
  class B extends A {}
  return [new B() instanceof A, new A() instanceof B, [] instanceof Array, {} instanceof Object, 5 instanceof Number, (() => 1) instanceof Function, null instanceof Object];
}

export function deleteOperator() {
  const o = { a: 1, b: { c: 2 } };
  const key = 'a';
  const results = [delete o[key], delete o.b.c, delete o.missing];
  const a = [1, 2, 3];
  delete a[1];
  return [o, results, a, a.length, 1 in a];
}

export function deleteAndSetAgain() {
  const o = { a: 1, b: 2 };
  delete o.a;
  o.a = 3;
  return Object.keys(o);
}

export function voidOperator() {
  let x = 0;
  return [void (x = 5), x];
}

export function optionalChaining() {
  const o = { a: { b: [1, { c: () => 'called' }] }, n: null };
  return [o?.a?.b?.[1]?.c?.(), o.x?.y.z.deep, o.n?.b, o.a?.['b'].length, o.f?.(), o.a.missing?.[0], o.n?.f().g];
}

export function optionalChainingStops() {
  let calls = 0;
  const f = () => ++calls;
  const nothing = null;
  nothing?.[f()];
  nothing?.g(f());
  return calls;
}

export function conditionalOperator(n = 3) {
  return [n > 2 ? 'big' : 'small', n === 0 ? 'zero' : n % 2 ? 'odd' : 'even'];
}

export function nullishAndOr() {
  const f = (options = {}) => ({ size: options.size ?? 10, name: options.name || 'none' });
  return [f(), f({ size: 0, name: '' }), f({ size: null, name: 'x' })];
}

export function bigIntegers() {
  return [10n + 5n, 2n ** 70n, 7n / 2n, -7n % 3n, 5n > 4, 1n === 1, 1n == 1, typeof 1n, BigInt(9) * 2n, `${3n}`, -4n, 0n ? 1 : 2];
}

export function negativeZero() {
  const z = -0;
  return [z, z === 0, Object.is(z, 0), 1 / z, z + 0, 0 * -1, Math.round(-0.4), [z].includes(0)];
}

export function notANumber() {
  const x = NaN;
  return [x === x, x !== x, Number.isNaN(x), [x].includes(x), [x].indexOf(x), Object.is(x, NaN), x > 1, Math.max(1, x)];
}

export function numbersFromInputs(n = 6) {
  return [n * 2 + 1, n / 2, n - n, n * 0, (n + 1) * (n - 1), Math.abs(-n), Math.ceil(n / 4), Math.round(n / 4), Math.trunc(n / 4)];
}

export function roundingOfInputs(n = 7, m = 3) {
  const d = m + 1;
  return [Math.floor(n / d), Math.ceil(n / d), n - Math.floor(n / d) * d, n % d, (n * d) / d];
}

export function shiftsOfInputs(n = 5) {
  return [n << 2, n >> 1, n | 0, n & 1, n ^ 1, ~n];
}

export function equalityOfInputs(n = 3, m = 3) {
  return [n === m, n !== m, n == m, n <= m, n * 2 === n + n];
}

export function spreadOperator() {
  const a = [1, 2];
  const o = { x: 1, y: 2 };
  return [[...a, ...a], [...'ab', 3], { ...o, y: 3, ...null, ...{ z: 4 } }, { ...[5, 6] }, { ...'hi' }, Math.max(...a, 0)];
}

export function templates(n = 3) {
  return [`a${1}b${'c'}`, `${[1, 2]}`, `${{}}`, `${null} ${undefined} ${true}`, `n = ${n}`, `line
break`, `\t${`nested ${n}`}`];
}

export function taggedTemplates() {
  const tag = (texts, ...values) => [[...texts], texts.raw.join('|'), values];
  const o = {
    p: '>',
    tag(texts) {
      return this.p + texts[0];
    },
  };
  return [tag`a${1}b\n${2}`, tag``, o.tag`x`, String.raw`a\nb${1}`];
}

export function commaAndGrouping() {
  const f = () => (1, 2, 3);
  return [f(), (4, 5)];
}

export function exponentAssociates() {
  return [2 ** 3 ** 2, (-2) ** 2, 2 ** -1];
}

export function compareDates() {
  const [a, b] = [{ valueOf: () => 1 }, { valueOf: () => 2 }];
  return [a < b, a > b, a + b, b - a];
}
