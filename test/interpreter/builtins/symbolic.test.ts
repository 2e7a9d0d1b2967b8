/** The built-in functions on sizes that are not known: what they give holds for every size. */
import assert from 'node:assert/strict';
import { arrayValue, shapeArray, sizeValue } from '../../../server/interpreter/objects.ts';
import { primitive, type Value } from '../../../server/interpreter/values.ts';
import { fromSymbol, type Size } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import { makeSpread } from '../../../server/tensor/spread.ts';
import { type Agreement, agreement, resultInNode } from './agreement.ts';
import { runBody } from './driver.ts';

function size(origin: string): Size {
  return fromSymbol(makeSymbol({ name: origin, origin }));
}

function shapeOfAnyRank(origin: string): Value {
  return shapeArray([makeSpread({ name: origin, origin, backing: 'input', why: null })]);
}

/** Inputs: a size `n`, an array `xs` of n times seven, and the shape of a tensor `x` of any rank. */
function run(body: string, bindings: Readonly<Record<string, unknown>>): Agreement {
  const n = size('n');
  const xs = arrayValue({ slots: [], rest: { length: n, element: primitive(7) } });
  const { machine, value } = runBody(body, 'n, xs, shape', [sizeValue(n), xs, shapeOfAnyRank('x')]);
  assert.equal(machine.thrown, null);
  // The program may change its inputs.
  return agreement(machine, value, resultInNode(body, structuredClone(bindings)), structuredClone(bindings));
}

/** The result is the same for all inputs; or it is never another, and not known for all. */
function check(body: string, says: Agreement, inputs: readonly Readonly<Record<string, unknown>>[]): void {
  it(body, () => {
    const found = new Set(inputs.map((bindings) => run(body, bindings)));
    const expected = says === 'unknown' && found.has('same') ? ['same', 'unknown'] : [says];
    assert.deepEqual([...found].sort(), expected);
  });
}

const SIZES = [1, 2, 3, 8, 13].map((n) => ({ n, xs: Array.from({ length: n }, () => 7) }));

function ofSize(says: Agreement, ...bodies: readonly string[]): void {
  for (const body of bodies) check(body, says, SIZES);
}

const SHAPES = [
  [5, 2],
  [4, 3, 2],
  [6, 1, 5, 7],
].map((shape) => ({ x: { shape, rank: shape.length, size: shape.reduce((a, b) => a * b, 1) }, shape }));

function ofShape(says: Agreement, ...bodies: readonly string[]): void {
  for (const body of bodies) check(body, says, SHAPES);
}

describe('built-in functions on sizes', () => {
  describe('numbers', () => {
    // What is computed from a rounded quotient is rounded again: 49 * (1 / 49) is no 1.
    check(
      'return [Math.floor(n * (3 / n)), n * (3 / n) === 3, (n * (3 / n)) | 0, 3 / n - 2 / n === 1 / n];',
      'unknown',
      [1, 2, 11, 15, 22, 49].map((n) => ({ n, xs: Array.from({ length: n }, () => 7) })),
    );
    ofSize(
      'same',
      'return [Math.floor((n * 6) / 4), Math.floor(6 / n + 2), Math.ceil(6 / n / 2), n * (6 / 4), (n / 2) * 4];',
    );
    ofSize(
      'same',
      'return [Math.floor(n / 2), Math.ceil(n / 2), Math.round(n / 2), Math.trunc(n / 3)];',
      'return [Math.max(n, 4), Math.min(n, 4), Math.max(n, n + 1), Math.min(n, 0), Math.max(n, 2, 2 * n)];',
      'return [Math.max(-Infinity, n), Math.min(Infinity, n), Math.abs(n), Math.abs(-n), Math.sign(n)];',
      'return [Math.sqrt(n * n), Math.pow(n, 2), Math.abs(n - 5)];',
      'return [Number(n), parseInt(n), parseInt(n / 2), parseFloat(n / 2), Number.isFinite(n), isNaN(n)];',
      'return [n, 2, 3].reduce((a, b) => a * b);',
      'return Math.max(...[n, 3]);',
    );
    ofSize(
      'unknown',
      'return Number.isInteger(n / 2);',
      'return Math.sqrt(n);',
      'return Math.log2(n);',
      'return n.toString();',
    );
  });

  describe('arrays of unknown length', () => {
    ofSize(
      'same',
      'return xs;',
      'return xs.length;',
      'return xs.map((x) => x + 1);',
      'return xs.map((x) => [x, n]);',
      'return Array.from({ length: n }, () => 3);',
      'return Array.from({ length: 2 * n + 1 }).length;',
      'return Array.from(xs, (x) => x * 2);',
      'return new Array(n).fill(0);',
      'return new Array(n).fill(0).map(() => n);',
      'return [...Array(n).keys()].length;',
      'return xs.concat(xs, [7, 7]);',
      'return xs.slice(1);',
      'return xs.slice(0, -1);',
      'return xs.slice(-1);',
      'return xs.slice(0, 2).length;',
      'return xs.slice(-2).length;',
      'return xs.slice(n - 1);',
      'return [7, 7, ...xs].slice(1);',
      'return [...xs, 7].length;',
      'return xs.flatMap((x) => [x, x]);',
      'return xs.map((x) => [x, x]).flat();',
      'return xs.filter(() => true);',
      'return xs.filter(() => false);',
      'const out = []; xs.forEach((x) => out.push(x)); return out;',
      'const out = []; xs.forEach((x) => { out.push(x, x); }); return out;',
      'const out = [7]; xs.forEach((x) => { xs.forEach((y) => out.push(y)); }); return out;',
      'let count = 0; xs.forEach(() => { count += 2; }); return count;',
      'let count = 5; xs.map(() => { count++; }); return count;',
      'let last = null; xs.forEach((x) => { last = x; }); return last;',
      'return xs.reduce((a, b) => a + b, 0);',
      'return xs.reduce((a) => a + 1, 0);',
      'return xs.reduce((a, b) => a + b);',
      'return xs.reduceRight((a, b) => a + b, 1);',
      'return xs.reduce((all, x) => all.concat([x, x]), []).length;',
      'return [xs.some((x) => x === 7), xs.every((x) => x === 7), xs.some((x) => x === 8), xs.every((x) => x > 7)];',
      'return [xs.find((x) => x === 7), xs.find((x) => x > 7), xs.findIndex((x) => x > 7)];',
      'return [xs.includes(7), xs.includes(8), xs.indexOf(8), xs.at(-1), xs[0]];',
      'const ys = xs.slice(); ys.push(7); return ys;',
      'const ys = xs.slice(); ys.unshift(7); return ys;',
      'const ys = xs.slice(); const last = ys.pop(); return [last, ys.length];',
      'const ys = xs.slice(); ys.shift(); return ys.length;',
      'const ys = xs.slice(); ys.reverse(); ys.sort(); return ys;',
      'return xs.entries().length === undefined || true;',
      'return Promise.all(xs.map((x) => x)) && xs.length;',
      'return new Set([n, n]).size;',
    );
    ofSize(
      'unknown',
      'return xs.map((_, i) => i);',
      'return xs.join();',
      'let i = 1; xs.forEach(() => { i *= 2; }); return i;',
      'let flip = false; xs.forEach(() => { flip = !flip; }); return flip;',
      'const out = []; xs.forEach((x, i) => { if (i % 2 === 0) { out.push(x); } }); return out;',
      'let a = 0; let b = 0; xs.forEach(() => { b += a; a += 1; }); return b;',
      'let first = true; let k = 0; xs.forEach(() => { if (first) { first = false; } else { k += 1; } }); return k;',
      'return xs.findIndex((x) => x === 7);',
      'return new Float32Array(n * 4);',
      'return new Float32Array(n * 4).subarray(n);',
      'return new Float32Array(xs);',
      'return new Float32Array(new ArrayBuffer(4 * n));',
      'return Float32Array.from(xs);',
      'const o = {}; xs.forEach((x, i) => { o["k" + i] = x; }); return Object.keys(o).length;',
      'const m = new Map(); xs.forEach((x, i) => m.set(i, x)); return m.size;',
      'const s = new Set(); xs.forEach((x) => s.add(x)); return s.size;',
    );
  });

  describe('loops', () => {
    ofSize(
      'same',
      'let k = 0; for (let i = 0; i < n; i++) { k += 3; } return k;',
      'let k = 10; for (let i = 0; i < n; i++) { k -= 2; } return k;',
      'const out = []; for (let i = 0; i < n; i++) { out.push(4); } return out;',
      'const out = []; for (let i = 0; i < n; i++) { for (let j = 0; j < 2; j++) { out.push(4); } } return out.length;',
      'const out = []; for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) { out.push(4); } } return out.length;',
      'const out = []; for (let i = 0; i < n; i++) { const row = []; for (let j = 0; j < 3; j++) { row.push(1); } out.push(row); } return out;',
      'let out = []; for (let i = 0; i < n; i++) { out = [...out, 1]; } return out;',
      'let out = []; for (const x of xs) { out = out.concat([x, x]); } return out;',
      'let state = null; for (const x of xs) { state = [x]; } return state;',
      'const states = [null, null]; for (const x of xs) { for (let l = 0; l < 2; l++) { states[l] = x; } } return states;',
      'const counts = [0, 5]; for (const x of xs) { counts[0] += 1; counts[1] += 2; } return counts;',
      'const o = { a: 1, b: 0 }; for (const x of xs) { o.b += 2; } return o;',
      'let a = 1; let b = 2; for (const x of xs) { const c = a; a = c; b = 2; } return [a, b];',
      'let k = 0; for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) { k++; } } return k;',
      'let last = 0; for (let i = 0; i < n; i++) { last = i; } return last >= 0;',
    );
    ofSize(
      'unknown',
      'let a = 0; let b = 1; for (let i = 0; i < n; i++) { [a, b] = [b, a + b]; } return a;',
      'let i = 0; while (i < n) { i++; } return i;',
      'let k = 1; for (let i = 0; i < n; i++) { k *= 2; } return k;',
      'let k = 0; for (let i = 0; i < n; i++) { k += i; } return k;',
      'let k = 0; for (let i = 0; i < n; i++) { if (i > 1) { k = 7; } } return k;',
      'const out = []; for (let i = 0; i < n; i++) { if (i % 2 === 0) { out.push(i); } } return out;',
      'const seen = []; let prev = null; for (let i = 0; i < n; i++) { seen.push(prev); prev = i; } return seen;',
      'let m = n; while (m > 1) { m = Math.floor(m / 2); } return m;',
      'const states = [0, 0]; for (let i = 0; i < n; i++) { states[i % 2] = i; } return states;',
      'let k = 0; for (let i = 0; i < n; i++) { if (i === 2) { break; } k++; } return k;',
      'let k = 0; for (let i = 0; i < n; i++) { if (i === 2) { continue; } k++; } return k;',
      'for (let i = 0; i < n; i++) { if (i === 4) { return "early"; } } return "late";',
      'const out = [1, 2, 3]; for (let i = 0; i < n; i++) { out.pop(); } return out.length;',
      'let x = null; let y = null; for (let i = 0; i < n; i++) { y = x; x = 1; } return y;',
      'let text = ""; for (let i = 0; i < n; i++) { text += "a"; } return text.length;',
    );
  });

  describe('shapes of unknown rank', () => {
    ofShape(
      'same',
      'return shape;',
      'return shape.length;',
      'return shape.length - 1;',
      'return shape.slice();',
      'return shape.slice(1);',
      'return shape.slice(0, -1);',
      'return shape.slice(0, shape.length - 1);',
      'return shape.slice(1, -1);',
      'return shape.slice(-2);',
      'return shape.slice(0, 2);',
      'return [shape.at(-1), shape.at(0), shape[0], shape[1], shape[shape.length - 1]];',
      'return [...shape.slice(0, -1), 9];',
      'return [1].concat(shape);',
      'return shape.concat([1, 2]);',
      'return shape.map((d) => d);',
      'return shape.map((d) => 1);',
      'return shape.reduce((a, b) => a * b, 1);',
      'return shape.reduce((a, b) => a * b);',
      'return shape.slice(1).reduce((a, b) => a * b, 1);',
      'return shape.slice(0, -1).reduce((total, d) => total * d, 2);',
      'const s = shape.slice(); s.push(3); return s;',
      'const s = shape.slice(); s.unshift(1); return s;',
      'const s = shape.slice(); const last = s.pop(); return [s, last];',
      'const s = shape.slice(); const first = s.shift(); return [s, first];',
      'const s = shape.slice(); s.splice(1, 1); return s;',
      'const s = shape.slice(); s.splice(-1, 1, 8, 9); return s;',
      'const s = shape.slice(); s.splice(0, 0, 1); return s;',
      'let n = 0; shape.forEach(() => { n += 1; }); return n;',
      'return Array.from(shape);',
      'return shape.fill(1);',
    );
    ofShape(
      'unknown',
      'return shape.map((d, i) => (i === 0 ? 1 : d));',
      'return shape.filter((d) => d !== 1);',
      'return shape.reduce((a, b) => a + b, 0);',
      'return shape.slice().reverse();',
      'return shape.join(",");',
      'return shape.every((d) => d > 1);',
      'return shape.map((d) => d * 2);',
      'return Math.max(...shape);',
      'return shape.indexOf(1);',
    );
  });
});
