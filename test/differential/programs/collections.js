// Map, Set, WeakMap, WeakSet.

export function maps() {
  const m = new Map([['a', 1]]);
  m.set('b', 2).set('a', 3);
  return [m.size, m.get('a'), m.get('x'), m.has('b'), m.delete('b'), m.delete('b'), [...m], m];
}

export function mapKeys() {
  const o = {};
  const m = new Map([[o, 'object'], [NaN, 'nan'], [0, 'zero'], ['0', 'text'], [undefined, 'u']]);
  return [m.get(o), m.get({}), m.get(NaN), m.get(-0), m.get('0'), m.get(), m.size];
}

export function mapIteration() {
  const m = new Map([['x', 1], ['y', 2]]);
  const seen = [];
  for (const [k, v] of m) seen.push(k + v);
  m.forEach((v, k, all) => seen.push(`${v}${k}${all === m}`));
  return [seen, [...m.keys()], [...m.values()], [...m.entries()]];
}

export function mapKeepsOrder() {
  const m = new Map();
  m.set('b', 1).set('a', 2).set('b', 3);
  m.delete('a');
  m.set('a', 4);
  return [...m];
}

export function mapClear() {
  const m = new Map([['a', 1]]);
  m.clear();
  m.set('z', 1);
  return [m.size, [...m]];
}

export function mapFromObject() {
  const m = new Map(Object.entries({ a: 1, b: 2 }));
  return [m, Object.fromEntries(m), new Map(m).size, new Map([...m].map(([k, v]) => [v, k])).get(2)];
}

export function changeWhileIterating() {
  const m = new Map([['a', 1], ['b', 2], ['c', 3]]);
  const seen = [];
  for (const [k] of m) {
    seen.push(k);
    if (k === 'a') {
      m.delete('b');
      m.set('d', 4);
    }
  }
  return seen;
}

export function sets() {
  const s = new Set([1, 2, 2, NaN, NaN, 'a']);
  s.add(1).add(3);
  return [s.size, s.has(NaN), s.has('1'), s.delete(2), [...s], s];
}

export function setOperations() {
  const [a, b] = [new Set([1, 2, 3]), new Set([2, 3, 4])];
  return [[...a].filter((x) => b.has(x)), [...new Set([...a, ...b])], [...a].filter((x) => !b.has(x))];
}

export function setOfObjects() {
  const o = {};
  const s = new Set([o, o, {}]);
  return [s.size, s.has(o), s.has({})];
}

export function uniqueValues() {
  return [...new Set('mississippi')].join('');
}

export function setIteration() {
  const seen = [];
  new Set(['x', 'y']).forEach((v, k, all) => seen.push(v + k + all.size));
  for (const x of new Set([1]).entries()) seen.push(x);
  return seen;
}

export function weakMaps() {
  const key = {};
  const w = new WeakMap([[key, 1]]);
  w.set(key, 2);
  return [w.get(key), w.has({}), w.delete(key), w.has(key), w.get(key)];
}

export function weakSets() {
  const o = {};
  const w = new WeakSet([o]);
  return [w.has(o), w.has({}), w.delete(o), w.has(o)];
}

export function nestedMaps() {
  const m = new Map();
  const add = (a, b, v) => {
    if (!m.has(a)) m.set(a, new Map());
    m.get(a).set(b, v);
  };
  add('x', 1, 'a');
  add('x', 2, 'b');
  add('y', 1, 'c');
  return [m.get('x').size, m.get('y').get(1), [...m.keys()]];
}

export function mapOfInputs(n = 2) {
  const m = new Map([['n', n]]);
  m.set('twice', m.get('n') * 2);
  return [m.get('twice'), m.size, m.has('n')];
}

export function mapWithInputKey(n = 2) {
  const m = new Map([[1, 'one'], [2, 'two']]);
  m.set(n, 'new');
  return [m.get(1), m.get(2), m.get(n), m.has(n)];
}

export function groups() {
  const by = new Map();
  for (const x of [1, 2, 3, 4, 5]) {
    const key = x % 2 ? 'odd' : 'even';
    by.set(key, [...(by.get(key) ?? []), x]);
  }
  return by;
}

export function lruCache() {
  class Cache {
    #map = new Map();
    constructor(limit) {
      this.limit = limit;
    }
    get(k) {
      if (!this.#map.has(k)) return undefined;
      const v = this.#map.get(k);
      this.#map.delete(k);
      this.#map.set(k, v);
      return v;
    }
    set(k, v) {
      this.#map.delete(k);
      this.#map.set(k, v);
      if (this.#map.size > this.limit) this.#map.delete(this.#map.keys().next().value);
    }
    get keys() {
      return [...this.#map.keys()];
    }
  }
  const c = new Cache(2);
  c.set('a', 1);
  c.set('b', 2);
  c.get('a');
  c.set('c', 3);
  return c.keys;
}

export function graphSearch() {
  const edges = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] };
  const seen = new Set(['a']);
  const queue = ['a'];
  const order = [];
  while (queue.length) {
    const node = queue.shift();
    order.push(node);
    for (const next of edges[node]) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return order;
}

export function setsThatChangeWhileWalked(n = 3) {
  const left = new Set([9, -2, 7, 1]);
  const seen = [];
  for (const one of left) {
    seen.push(one);
    left.delete(7);
    if (one === 9) left.add(4);
  }
  const map = new Map([['a', 1], ['b', 2], ['c', 3]]);
  const visited = [];
  map.forEach((value, key) => {
    visited.push(key);
    map.delete('b');
    if (key === 'a') map.set('d', n);
  });
  return [seen, visited, map.size];
}

export function setOfSets(n = 3, m = 2) {
  const list = [...new Set([...new Set([n, m, 4]), 5])];
  return [list.includes(5), list.length, [...new Set(list)].length];
}

export function mapsThatChangeWhileTheirIteratorsRun(n = 3) {
  const log = [];
  const map = new Map([['a', 1], ['b', 2]]);
  for (const value of map.values()) {
    log.push(value);
    if (log.length < 4) map.set(`k${log.length}`, n);
  }
  for (const [key] of map.entries()) {
    log.push(key);
    map.delete('b');
  }
  for (const key of map.keys()) {
    log.push(key);
    if (key !== 'a' || map.has('z')) continue;
    map.delete('a');
    map.set('z', 0).set('a', 9);
  }
  return log;
}

export function iteratorsGoOnWhereALoopLeftThem() {
  const values = new Set([1, 2, 3]).values();
  for (const one of values) if (one === 1) break;
  return [...values];
}
