// Generators and the protocol of iteration.

export function simple() {
  function* three() {
    yield 1;
    yield 2;
    return 3;
  }
  const g = three();
  return [g.next(), g.next(), g.next(), g.next()];
}

export function spreadAndForOf() {
  function* letters() {
    yield 'a';
    yield 'b';
  }
  let text = '';
  for (const x of letters()) text += x;
  return [text, [...letters()], Array.from(letters(), (x) => x + x), new Set(letters()).size];
}

export function infinite() {
  function* naturals() {
    let i = 0;
    while (true) yield i++;
  }
  const [a, b, c] = naturals();
  const seen = [];
  for (const n of naturals()) {
    if (n > 3) break;
    seen.push(n);
  }
  return [a, b, c, seen];
}

export function runsLazily() {
  const log = [];
  function* f() {
    log.push('start');
    yield 1;
    log.push('middle');
    yield 2;
    log.push('end');
  }
  const g = f();
  log.push('made');
  g.next();
  log.push('between');
  g.next();
  return log;
}

export function receivesValues() {
  function* adder() {
    let sum = 0;
    while (true) {
      const x = yield sum;
      sum += x;
    }
  }
  const g = adder();
  g.next();
  return [g.next(5).value, g.next(7).value, g.next(1).value];
}

export function earlyReturn() {
  const log = [];
  function* f() {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('closed');
    }
  }
  const g = f();
  return [g.next(), g.return('r'), g.next(), log];
}

export function breakCloses() {
  const log = [];
  function* f() {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('closed');
    }
  }
  for (const x of f()) {
    log.push(x);
    break;
  }
  const [first] = f();
  return [log, first];
}

export function throwsInto() {
  function* f() {
    try {
      yield 1;
    } catch (error) {
      yield 'caught ' + error;
    }
    yield 'after';
  }
  const g = f();
  return [g.next().value, g.throw('x').value, g.next().value, g.next().done];
}

export function throwsOut() {
  function* f() {
    yield 1;
    throw new Error('inside');
  }
  const g = f();
  g.next();
  try {
    g.next();
  } catch (error) {
    return [error.message, g.next()];
  }
}

export function delegation() {
  function* inner() {
    yield 'i1';
    yield 'i2';
    return 'result';
  }
  function* outer() {
    const r = yield* inner();
    yield r;
    yield* [1, 2];
    yield* 'xy';
  }
  return [...outer()];
}

export function recursiveGenerator() {
  function* walk(tree) {
    if (!tree) return;
    yield* walk(tree.left);
    yield tree.value;
    yield* walk(tree.right);
  }
  const leaf = (value) => ({ value });
  return [...walk({ left: { left: leaf(1), value: 2 }, value: 3, right: leaf(4) })];
}

export function generatorMethods() {
  class Range {
    constructor(from, to) {
      this.from = from;
      this.to = to;
    }
    *[Symbol.iterator]() {
      for (let i = this.from; i < this.to; i++) yield i;
    }
    static *of(...xs) {
      yield* xs;
    }
  }
  const o = {
    *pair() {
      yield 'p';
      yield 'q';
    },
  };
  return [[...new Range(2, 5)], [...Range.of(7, 8)], [...o.pair()], Math.max(...new Range(0, 4))];
}

export function lazyPipeline() {
  function* map(xs, f) {
    for (const x of xs) yield f(x);
  }
  function* filter(xs, f) {
    for (const x of xs) if (f(x)) yield x;
  }
  function* take(xs, n) {
    if (n <= 0) return;
    for (const x of xs) {
      yield x;
      if (--n === 0) return;
    }
  }
  function* count() {
    for (let i = 0; ; i++) yield i;
  }
  return [
    ...take(
      filter(
        map(count(), (x) => x * x),
        (x) => x % 2,
      ),
      3,
    ),
  ];
}

export function fibonacciGenerator(n = 6) {
  function* fib() {
    let [a, b] = [0, 1];
    for (;;) {
      yield a;
      [a, b] = [b, a + b];
    }
  }
  const seen = [];
  for (const x of fib()) {
    if (seen.length >= n) break;
    seen.push(x);
  }
  return seen;
}

export function yieldInExpressions() {
  function* f() {
    const a = (yield 'a') + (yield 'b');
    const o = { x: yield 'x', y: [yield 'y'] };
    return [a, o];
  }
  const g = f();
  g.next();
  g.next(1);
  g.next(2);
  g.next('ex');
  return g.next('why').value;
}

export function yieldInConditions() {
  function* f(n) {
    if (yield 'really?') yield 'yes';
    else yield 'no';
    return (yield 'more?') ? n : -n;
  }
  const g = f(3);
  g.next();
  const a = g.next(true).value;
  g.next();
  return [a, g.next(false).value];
}

export function yieldInSwitchAndLoops() {
  function* f() {
    for (const x of [1, 2, 3, 4]) {
      switch (x) {
        case 1:
          yield 'one';
          break;
        case 2:
          continue;
        case 3:
          yield 'three';
        default:
          yield 'default';
      }
    }
    let i = 0;
    do {
      yield i;
    } while (++i < 2);
    outer: while (true) {
      while (true) {
        yield 'inner';
        break outer;
      }
    }
  }
  return [...f()];
}

export function generatorState() {
  function* ids(prefix = 'id') {
    let n = 0;
    while (true) yield `${prefix}${++n}`;
  }
  const [a, b] = [ids(), ids('x')];
  return [a.next().value, a.next().value, b.next().value, a.next().value];
}

export function emptyGenerator() {
  function* none() {}
  const [a = 'default', ...rest] = none();
  return [[...none()], a, rest, none().next()];
}

export function customIterator() {
  const range = {
    [Symbol.iterator]() {
      let i = 0;
      return {
        next: () => (i < 3 ? { value: i++, done: false } : { value: undefined, done: true }),
      };
    },
  };
  const [first, ...others] = range;
  return [[...range], first, others, Math.max(...range), Array.from(range).length];
}

export function iteratorIsClosed() {
  const log = [];
  const source = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: log.length, done: false }),
      return() {
        log.push('return');
        return {};
      },
    }),
  };
  for (const x of source) {
    log.push(x);
    if (log.length > 2) break;
  }
  const [a, b] = source;
  return [log, a, b];
}

export function iteratorsOfArrays() {
  const it = ['x', 'y'][Symbol.iterator]();
  const entries = ['x', 'y'].entries();
  return [it.next(), it.next(), it.next(), entries.next().value, [...entries]];
}

export function iteratorsOfCollections() {
  const m = new Map([['a', 1]]);
  const it = m.keys();
  return [it.next(), it.next(), [...m.values()], [...m.entries()], [...m][0], m[Symbol.iterator]().next().value];
}

export function iteratorOfString() {
  const it = 'hi'[Symbol.iterator]();
  return [it.next().value, ...it];
}

export function iteratorIsIterable() {
  const it = [1, 2, 3].values();
  it.next();
  return [[...it], [...it], it[Symbol.iterator]() === it];
}

export function notIterable() {
  try {
    const [a] = {};
    return a;
  } catch (error) {
    return error.name;
  }
}

export function generatorAsObject() {
  function* f() {
    yield 1;
  }
  const g = f();
  return [typeof g, typeof f, g[Symbol.iterator]() === g, Object.keys(g)];
}

export function generatorWithCondition(n = 3) {
  function* f() {
    yield 'first';
    if (n > 2) yield 'big';
    yield 'last';
  }
  const g = f();
  return [g.next().value, g.next().value];
}

export function generatorClosures() {
  function* f() {
    for (let i = 0; i < 3; i++) yield () => i;
  }
  return [...f()].map((g) => g());
}

export function generatorArguments() {
  function* f(a, b = a * 2, ...rest) {
    yield [a, b, rest, arguments.length];
  }
  return [f(1).next().value, f(1, 2, 3).next().value];
}

export function zip() {
  function* zip(...xs) {
    const its = xs.map((x) => x[Symbol.iterator]());
    for (;;) {
      const results = its.map((it) => it.next());
      if (results.some((r) => r.done)) return;
      yield results.map((r) => r.value);
    }
  }
  return [...zip([1, 2, 3], 'ab')];
}
