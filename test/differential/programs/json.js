// JSON on values that are known.

export function stringify() {
  return [1, 'a"b', null, true, [1, undefined, () => 1], { a: 1, b: undefined, c: () => 1 }, NaN, undefined, { n: -0 }].map((x) => JSON.stringify(x));
}

export function indented() {
  return [JSON.stringify({ a: [1, 2], b: {} }, null, 2), JSON.stringify([[]], null, '--'), JSON.stringify({ a: 1 }, null, 0)];
}

export function replacers() {
  const o = { a: 1, b: 'x', c: { a: 2 } };
  return [JSON.stringify(o, ['a', 'c']), JSON.stringify(o, (k, v) => (typeof v === 'number' ? v * 10 : v))];
}

export function toJSON() {
  class P {
    x = 1;
    toJSON(key) {
      return { key, x: this.x };
    }
  }
  return JSON.stringify({ p: new P(), list: [new P()] });
}

export function collectionsAsJson() {
  return [JSON.stringify(new Map([['a', 1]])), JSON.stringify({ s: new Set([1]) }), JSON.stringify(new Error('m')), JSON.stringify({ [Symbol('s')]: 1 })];
}

export function gettersAsJson() {
  return JSON.stringify({
    get a() {
      return [1];
    },
  });
}

export function circular() {
  const o = {};
  o.self = o;
  try {
    JSON.stringify(o);
  } catch (error) {
    return error.name;
  }
}

export function bigIntegersThrow() {
  try {
    JSON.stringify({ n: 1n });
  } catch (error) {
    return error.name;
  }
}

export function parse() {
  return [JSON.parse('{"a":[1,{"b":null}],"c":"x"}'), JSON.parse('1e3'), JSON.parse('"t"'), JSON.parse(' [ ] '), JSON.parse('{"b":1,"a":2,"1":3}')];
}

export function revivers() {
  return JSON.parse('{"a":1,"b":[2,3],"c":null}', function (key, value) {
    if (value === null) return undefined;
    return typeof value === 'number' ? value * 2 : value;
  });
}

export function parseFails() {
  const failures = [];
  for (const text of ['{', '{a:1}', '[1,]', '', 'undefined']) {
    try {
      JSON.parse(text);
    } catch (error) {
      failures.push(error.name);
    }
  }
  return failures;
}

export function roundTrip() {
  const o = { s: 'x', n: [1, 2.5], nested: { t: true, z: null } };
  const copy = JSON.parse(JSON.stringify(o));
  copy.nested.t = false;
  return [o, copy];
}

export function shapesAsKeys(n = 2) {
  const cache = {};
  const key = JSON.stringify([2, 3]);
  cache[key] = 'known';
  return [cache['[2,3]'], JSON.stringify({ n: 1 }), n];
}
