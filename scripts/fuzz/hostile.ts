/** Hostile programs: statements that each play one game with the analysis, put together at random. */
type Random = () => number;

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

/** A function of a few hostile statements, which may import another file that imports it. */
export function hostileProgram(random: Random): ReadonlyMap<string, string> {
  const body = (count: number) => Array.from({ length: count }, () => pick(GAMES, random)(random)).join('\n  ');
  const main = `${IMPORT}import { other } from './b.js';
export function main(x, y, n) {
  ${body(1 + number(3, random))}
  return tf.add(x, other(y));
}
${body(1 + number(2, random))}
`;
  const other = `${IMPORT}import { main } from './a.js';
export * from './a.js';
export const other = (z) => {
  ${body(1)}
  return main(z, z, 3);
};
`;
  return new Map([
    ['a.js', main],
    ['b.js', other],
  ]);
}

const GAMES: readonly ((random: Random) => string)[] = [
  // Loops without end.
  () => 'for (;;) { x = tf.concat([x, x]); }',
  () => 'const all = []; while (true) all.push(tf.relu(x)); ',
  (random) => nested('for (const a of x) {', 'tf.relu(a);', '}', 2 + number(40, random)),
  () => 'function* numbers() { let i = 0; while (true) yield i++; } for (const i of numbers()) tf.zeros([i]);',
  () => 'do { n = n * 2 + x.shape[0]; } while (n !== 1);',
  // Recursion.
  (random) =>
    `function down(a, k) { return k > 0 ? down(tf.concat([a, a]), k - 1) : down(a, k + ${number(9, random)}); } down(x, n);`,
  () =>
    'function A(m, k) { return m === 0 ? k + 1 : k === 0 ? A(m - 1, 1) : A(m - 1, A(m, k - 1)); } tf.zeros([A(4, 3)]);',
  () => 'function spread(...a) { return spread(...a, ...a); } spread(x);',
  () => 'function* self(k) { yield* self(k + 1); yield k; } [...self(0)];',
  (random) => `let f = (q) => q; ${times(number(60, random), () => '{ const g = f; f = (q) => g(g(q)); } ')} f(x);`,
  // Branches.
  (random) => `switch (n) { ${times(number(400, random), (i) => `case ${i}: x = tf.zeros([${i}]); `)} }`,
  (random) => `${times(number(200, random), (i) => `if (n === ${i}) x = tf.zeros([${i}]); else\n`)} {}`,
  (random) => `${times(number(60, random), (i) => `if (y[${i}]) x = x.add(${i});\n`)}`,
  (random) => nested('try {', 'tf.matMul(x, y);', '} catch (e) { x = e; } finally { n++; }', number(60, random)),
  // Nesting.
  (random) => `tf.zeros([${nested('(', 'n', ')', number(1500, random))}]);`,
  (random) => `tf.tensor(${nested('[', '1', ']', number(700, random))});`,
  (random) => `x${times(number(600, random), () => '.add(y)\n')};`,
  (random) => `n = ${times(number(600, random), () => 'x.shape[0] +\n')} 1;`,
  (random) => nested('{', 'x = y;', '}', number(900, random)),
  (random) => nested('tf.tidy(() => {', 'return x;', '});', number(120, random)),
  // Sizes.
  () => 'tf.zeros([1e9, 1e9, 1e9]).reshape([-1, 7]); tf.range(0, 1e300); tf.oneHot([1], 1e18);',
  () =>
    'tf.zeros([2 ** 1000]); tf.zeros([-1]); tf.zeros([NaN, Infinity, 0.5]); tf.zeros(new Array(3000).fill(2)).transpose();',
  (random) =>
    `let s = n; ${times(number(30, random), () => 's = s * s + x.shape[0] * s;\n')} tf.zeros([s]).reshape([-1, 7]);`,
  (random) =>
    `let [a, b] = [x.shape[0], y.shape[0]]; ${times(number(60, random), () => 'a = Math.max(Math.min(a * b, n), Math.floor(b / a)) % n;\n')} tf.zeros([a]);`,
  // Long lists and texts.
  () =>
    "let s = 'x', a = [1]; for (let i = 0; i < 60; i++) { s += s; a = [...a, ...a]; a = a.concat(a); } tf.tensor(a);",
  () => "'x'.repeat(2 ** 29).padEnd(1e9).split('').map((c) => tf.zeros([c.length]));",
  () =>
    'tf.tensor(new Array(2 ** 32 - 1).fill(0)); tf.tensor(Array.from({ length: 1e9 }, (_, i) => i)); [...Array(1e8).keys()];',
  () => "/^(a+)+$/.test('a'.repeat(60) + '!'); 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match(/^(a+)+$/);",
  () => '9n ** 9n ** 9n; 2n ** 100000000n; 1n << 10000000000n; BigInt(2 ** 1000) ** 1000n;',
  () => 'const holes = []; holes.length = 4294967295; holes[4294967294] = 1; tf.tensor(holes); tf.stack(holes);',
  // Objects.
  () =>
    'const o = JSON.parse(\'{"__proto__": {"a": 1}}\'); o.__proto__ = o; Object.setPrototypeOf(x, o); tf.zeros([o.a, o.zzz]);',
  () => "x['constructor']['constructor']('return process')().exit(); ({}).__proto__.toString = () => tf.zeros([1]);",
  () =>
    'const self = []; self.push(self); tf.tensor(self); JSON.stringify({ self }); self.flat(Infinity); String(self); tf.stack(self);',
  () =>
    'const cyclic = { x }; cyclic.cyclic = cyclic; tf.add(cyclic, { ...cyclic }); structuredClone(cyclic); new Map([[cyclic, cyclic]]);',
  () =>
    'const odd = { get a() { throw new Error(); }, get b() { return this.b; }, set c(v) { this.c = v; }, valueOf() { return +this; }, toString() { return String(this); } }; odd.c = 1; tf.zeros([+odd, odd.b]); odd.a;',
  () =>
    'const iter = { [Symbol.iterator]() { return this; }, next() { return this; }, then(r) { r(this); } }; for (const i of iter) tf.zeros(i); await iter;',
  () =>
    'const p = new Proxy(function () {}, { get: (t, k, r) => r[k], apply: () => p(), construct: () => new p() }); tf.zeros(p.shape); p(); new p();',
  () =>
    'class Null extends null { constructor() { super(); } } new Null(); class C extends (class { constructor() { return x; } }) {} tf.add(new C(), 1);',
  () =>
    'Object.defineProperty(Array.prototype, 0, { set() { throw 1; } }); Object.freeze(tf); tf.zeros = x; [...x]; delete tf.add; with_ = 1;',
  () => 'eval("x = 1"); new Function("return tf")(); import("./" + n).then((m) => m.default(x)); require(n)(x);',
];

function nested(open: string, inside: string, close: string, count: number): string {
  return `${times(count, () => open)} ${inside} ${times(count, () => close)}`;
}

/** With line breaks here and there: what stands in one long line is taken for a bundle. */
function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index) + (index % 20 === 19 ? '\n' : '')).join('');
}

function number(below: number, random: Random): number {
  return Math.floor(random() * below);
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[number(list.length, random)] as T;
}
