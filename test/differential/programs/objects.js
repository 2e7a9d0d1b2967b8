// Objects: literals, accessors, symbols, Object's functions.

export function literals() {
  const [x, key] = [1, 'computed'];
  return { x, [key]: 2, 'quoted key': 3, 4: 'four', method() {}, [`t${1}`]: null, nested: { a: [] } };
}

export function keyOrder() {
  return Object.keys({ b: 1, 10: 2, a: 3, 2: 4, [Symbol('s')]: 5, '01': 6 });
}

export function keysValuesEntries() {
  const o = { a: 1, b: [2], c: undefined };
  return [Object.keys(o), Object.values(o), Object.entries(o)];
}

export function keysOfOthers() {
  return [Object.keys('ab'), Object.keys([5, 6]), Object.entries('x'), Object.values(['v']), Object.keys(7)];
}

export function fromEntries() {
  return [Object.fromEntries([['a', 1], ['b', 2]]), Object.fromEntries(new Map([['k', 'v']])), Object.fromEntries([])];
}

export function entriesMapped() {
  const prices = { apple: 2, pear: 3 };
  return Object.fromEntries(Object.entries(prices).map(([name, price]) => [name.toUpperCase(), price * 2]));
}

export function assign() {
  const target = { a: 1, b: 1 };
  const result = Object.assign(target, { b: 2 }, null, { c: 3 }, 'xy');
  return [target, result === target];
}

export function spreadCopiesShallowly() {
  const inner = { n: 1 };
  const copy = { ...{ inner, m: 1 } };
  copy.m = 2;
  copy.inner.n = 5;
  return [inner, copy];
}

export function accessorsOfLiterals() {
  const o = {
    _n: 1,
    get n() {
      return this._n * 10;
    },
    set n(v) {
      this._n = v;
    },
  };
  o.n = 4;
  const copy = { ...o };
  return [o.n, o._n, copy, Object.keys(o), JSON.stringify(o)];
}

export function gettersRunEachTime() {
  let reads = 0;
  const o = {
    get x() {
      return ++reads;
    },
  };
  return [o.x, o.x, reads];
}

export function setterOnly() {
  const seen = [];
  const o = {
    set x(v) {
      seen.push(v);
    },
  };
  o.x = 1;
  return [o.x, seen];
}

export function definedProperties() {
  const o = Object.defineProperty({ a: 1 }, 'hidden', { value: 2 });
  Object.defineProperty(o, 'seen', { value: 3, enumerable: true });
  Object.defineProperty(o, 'computed', { get: () => 4, enumerable: true });
  let error;
  try {
    o.hidden = 5;
  } catch (e) {
    error = e.name;
  }
  return [Object.keys(o), o.hidden, o.computed, error, o];
}

export function descriptors() {
  const o = {
    a: 1,
    get b() {
      return 2;
    },
  };
  const d = Object.getOwnPropertyDescriptor(o, 'b');
  return [Object.getOwnPropertyDescriptor(o, 'a'), typeof d.get, d.set, d.enumerable, Object.getOwnPropertyDescriptor(o, 'c')];
}

export function frozen() {
  const o = Object.freeze({ a: 1, inner: { n: 1 } });
  const errors = [];
  for (const change of [() => (o.a = 2), () => (o.b = 1), () => delete o.a]) {
    try {
      change();
    } catch (error) {
      errors.push(error.name);
    }
  }
  o.inner.n = 2;
  return [o, errors, Object.isFrozen(o), Object.isFrozen(o.inner)];
}

export function frozenArrays() {
  const a = Object.freeze([1, 2]);
  try {
    a.push(3);
  } catch (error) {
    return [error.name, a, Object.isFrozen(a)];
  }
}

export function sealed() {
  const o = Object.seal({ a: 1 });
  o.a = 2;
  const errors = [];
  for (const change of [() => (o.b = 1), () => delete o.a]) {
    try {
      change();
    } catch (error) {
      errors.push(error.name);
    }
  }
  return [o, errors, Object.isSealed(o), Object.isFrozen(o), Object.isExtensible(o)];
}

export function preventedExtensions() {
  const o = Object.preventExtensions({ a: 1 });
  delete o.a;
  try {
    o.b = 1;
  } catch (error) {
    return [error.name, o, Object.isExtensible(o)];
  }
}

export function prototypes() {
  const parent = {
    greet() {
      return 'I am ' + this.name;
    },
    shared: 1,
  };
  const child = Object.create(parent, { name: { value: 'child', enumerable: true } });
  child.own = 2;
  return [child.greet(), child.shared, Object.keys(child), Object.getPrototypeOf(child) === parent, parent.isPrototypeOf(child), 'shared' in child, Object.hasOwn(child, 'shared')];
}

export function writesHideInherited() {
  const parent = { n: 1 };
  const child = Object.create(parent);
  child.n = 2;
  delete child.n;
  const after = child.n;
  parent.n = 5;
  return [after, child.n];
}

export function withoutPrototype() {
  const o = Object.create(null);
  o.a = 1;
  return [o.toString, Object.keys(o), Object.getPrototypeOf(o), 'a' in o];
}

export function ownProperties() {
  const o = { a: undefined };
  return [o.hasOwnProperty('a'), Object.hasOwn(o, 'a'), Object.hasOwn(o, 'b'), o.hasOwnProperty('toString'), Object.prototype.hasOwnProperty.call(o, 'a')];
}

export function ownNames() {
  const o = Object.defineProperty({ b: 1 }, 'a', { value: 2 });
  return [Object.getOwnPropertyNames(o), Object.getOwnPropertyNames('ab'.split(''))];
}

export function identity() {
  const o = {};
  return [Object.is(o, o), Object.is({}, {}), Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a')];
}

export function symbolsAsKeys() {
  const s = Symbol('s');
  const o = { [s]: 1, a: 2 };
  o[Symbol.for('shared')] = 3;
  return [o[s], o[Symbol.for('shared')], Object.keys(o), JSON.stringify(o), s in o, o[Symbol('s')], { ...o }[s]];
}

export function symbols() {
  const [a, b] = [Symbol('d'), Symbol('d')];
  return [a === b, a.description, a.toString(), typeof a, Symbol.for('k') === Symbol.for('k'), Symbol().description];
}

export function toStringTag() {
  const o = { [Symbol.toStringTag]: 'Special' };
  return [String(o), `${{}}`, Object.prototype.toString.call(o)];
}

export function dynamicKeys() {
  const counts = {};
  for (const word of 'the cat and the dog and the bird'.split(' ')) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export function nestedWrites() {
  const o = {};
  o.a = {};
  o.a.b = [];
  o.a.b[2] = 'x';
  o['a']['c'] = o.a.b.length;
  return o;
}

export function aliases() {
  const a = { n: 1 };
  const b = a;
  b.n = 2;
  const list = [a, b];
  list[0].n++;
  return [a.n, b === list[1]];
}

export function groupedByHand() {
  const people = [{ n: 'a', age: 1 }, { n: 'b', age: 2 }, { n: 'c', age: 1 }];
  return people.reduce((groups, p) => ({ ...groups, [p.age]: [...(groups[p.age] ?? []), p.n] }), {});
}

export function methodsUseThis() {
  const calculator = {
    value: 0,
    add(n) {
      this.value += n;
      return this;
    },
    times(n) {
      this.value *= n;
      return this;
    },
  };
  return calculator.add(2).times(5).add(1).value;
}

export function structuredClones() {
  const source = { a: [1, { b: 2 }], m: new Map([['k', [3]]]), s: new Set([4]), n: null, u: undefined };
  source.self = source;
  const copy = structuredClone(source);
  copy.a[1].b = 9;
  return [source.a[1].b, copy.a, copy.m.get('k'), copy.s.has(4), copy.self === copy, copy !== source, 'u' in copy];
}

export function cloneOfFunctionThrows() {
  try {
    structuredClone({ f() {} });
  } catch (error) {
    return error.name;
  }
}

export function valueOfObjects() {
  const o = { valueOf: () => 42, toString: () => 'text' };
  return [o + 1, `${o}`, o * 2, o > 41, o == 42, [o] + ''];
}

export function reflection() {
  const o = { a: 1 };
  Reflect.set(o, 'b', 2);
  Reflect.deleteProperty(o, 'a');
  class P {
    constructor(x) {
      this.x = x;
    }
  }
  return [Reflect.has(o, 'b'), Reflect.ownKeys(o), Reflect.get(o, 'b'), Reflect.construct(P, [7]), Reflect.apply((x) => x * 2, null, [4])];
}

export function objectFromInputs(n = 2) {
  const o = { n, twice: n * 2, list: [n, n + 1] };
  const { twice, ...rest } = o;
  return { ...rest, twice, sum: rest.list[0] + rest.list[1] };
}

export function conditionalSpread(n = 3) {
  const o = { a: 1, ...(n > 2 && { b: 2 }), ...(n > 100 ? { c: 3 } : {}) };
  return [o.a, o.b, 'c' in o];
}

export function compareByContent() {
  const equal = (a, b) => {
    if (typeof a !== 'object' || a === null || b === null) return a === b;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((k) => equal(a[k], b[k]));
  };
  return [equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), equal({ a: 1 }, { a: 2 })];
}

export function writesToOneOfTwo(n = 3) {
  const list = n > 2 ? [3, 2, 1] : [9, -2, 7, 1];
  list[0] = list.length;
  list[n] = 5;
  const object = n > 2 ? { a: 1 } : { b: 2 };
  object.c = n;
  delete object.b;
  return [list, object.a, object.c, object.b];
}

export function staticsOfOneOfTwo(n = 3) {
  class A {
    static count = 0;
  }
  class B {
    static count = 10;
  }
  const chosen = n > 2 ? A : B;
  chosen.count += 1;
  return [A.count, B.count];
}

export function keysDeletedInTheLoop(n = 1) {
  const object = { a: n, b: 2, c: 3 };
  const seen = [];
  for (const key in object) {
    seen.push(key);
    delete object.b;
    object.d = 4;
  }
  return seen;
}

export function restOfOneOfTwo(n = 5) {
  const { a, ...rest } = { a: 1, ...(n === 5 ? { b: 0, c: 5 } : { b: 3 }) };
  return [a, Object.keys(rest), rest.b, rest.c];
}

export function deletedInSomeTurns(n = 3) {
  const row = { a: n, b: n };
  for (let i = 0; i < n; i++) if (i > 1) delete row.a;
  return ['a' in row, Object.keys(row).length];
}

export function deletedInAllTurnsOrNone(n = 3) {
  const row = { a: n, b: n };
  for (let i = 0; i < n; i++) {
    if (n === 2) continue;
    delete row.a;
  }
  return row;
}

export function deletedWhileWalked(n = 3) {
  const row = { a: n, b: n };
  for (const key in row) {
    if (n === 2) continue;
    delete row.a;
  }
  return row;
}
