// Declarations, hoisting, closures and patterns.

export function constAndLet(n = 3) {
  const a = n;
  let b = a + 1;
  b += a;
  return [a, b];
}

export function varIsHoisted() {
  const before = typeof x;
  var x = 1;
  return [before, x];
}

export function varLeavesBlocks() {
  if (true) var inner = 'seen';
  for (var i = 0; i < 3; i++);
  return [inner, i];
}

export function functionsAreHoisted() {
  return [early(2), typeof late];
  function early(x) {
    return x * 2;
  }
  var late = 1;
}

export function functionsInBlocks() {
  const made = [];
  {
    made.push(inside());
    function inside() {
      return 'block';
    }
  }
  return made;
}

export function shadowing() {
  const x = 1;
  const seen = [x];
  {
    const x = 2;
    seen.push(x);
  }
  const f = (x) => x;
  seen.push(f(3), x);
  return seen;
}

export function assignmentToConst() {
  const x = 1;
  try {
    x = 2;
  } catch (error) {
    return [error.name, error instanceof TypeError, x];
  }
  return 'not reached';
}

export function readBeforeDeclaration() {
  try {
    return [x];
  } catch (error) {
    return error.name;
  }
  let x;
}

export function letWithoutValue() {
  let x;
  let y = undefined;
  return [x, y, x === y];
}

export function countersOfTheirOwn() {
  const make = () => {
    let count = 0;
    return { up: () => ++count, get: () => count };
  };
  const [a, b] = [make(), make()];
  a.up();
  a.up();
  b.up();
  return [a.get(), b.get()];
}

export function closuresInLoopsKeepLet() {
  const made = [];
  for (let i = 0; i < 3; i++) made.push(() => i);
  return made.map((f) => f());
}

export function closuresInLoopsShareVar() {
  const made = [];
  for (var i = 0; i < 3; i++) made.push(() => i);
  return made.map((f) => f());
}

export function closuresSeeLaterTurns() {
  const made = [];
  for (let i = 0; i < 4; i++) {
    made.push(() => i);
    i++;
  }
  return made.map((f) => f());
}

export function closuresInForOf() {
  const made = [];
  for (const x of ['a', 'b']) made.push(() => x);
  return made.map((f) => f());
}

export function curried() {
  const add = (a) => (b) => (c) => a + b + c;
  return add(1)(2)(3);
}

export function immediatelyInvoked() {
  const value = (function () {
    const hidden = 5;
    return hidden * 2;
  })();
  return value;
}

export function objectPattern() {
  const { a, b: renamed, c = 3, d: { e } = { e: 5 } } = { a: 1, b: 2 };
  return { a, renamed, c, e };
}

export function defaultsOnlyForUndefined() {
  const { a = 1, b = 1, c = 1, d = 1 } = { a: null, b: 0, c: undefined, d: '' };
  return [a, b, c, d];
}

export function arrayPattern() {
  const [first, , third = 'c', ...rest] = [1, 2, undefined, 4, 5];
  return [first, third, rest];
}

export function patternsInParameters() {
  const f = ({ a, b: [c, d = 4] }, [e] = [5]) => [a, c, d, e];
  return f({ a: 1, b: [3] });
}

export function restOfObject() {
  const { a, ...rest } = { a: 1, b: 2, c: 3 };
  return [a, rest];
}

export function computedKeyInPattern() {
  const key = 'x';
  const { [key]: value, ...rest } = { x: 1, y: 2 };
  return [value, rest];
}

export function swap() {
  let [a, b] = [1, 2];
  [a, b] = [b, a];
  return [a, b];
}

export function assignmentPatterns() {
  const o = {};
  let x;
  ({ a: o.first, b: x = 9 } = { a: 1 });
  [o.second, o['third']] = [2, 3];
  return [o, x];
}

export function defaultsSeeEarlierNames() {
  const f = (a, b = a + 1, c = a + b) => [a, b, c];
  return [f(1), f(1, 5), f(1, undefined, 0)];
}

export function defaultsRunOnlyWhenNeeded() {
  let runs = 0;
  const next = () => ++runs;
  const f = (a = next()) => a;
  return [f(7), f(), f(undefined), runs];
}

export function nestedDefaults() {
  const f = ({ size: { width = 2, height = width } = {} } = {}) => [width, height];
  return [f(), f({}), f({ size: { width: 5 } })];
}

export function patternFromString() {
  const [a, b, ...rest] = 'hello';
  const { length } = 'hello';
  return [a, b, rest, length];
}

export function patternFromMap() {
  const [[key, value], second] = new Map([
    ['a', 1],
    ['b', 2],
  ]);
  return [key, value, second];
}

export function patternsInLoops() {
  const seen = [];
  for (const [key, { value = 0 }] of Object.entries({ a: { value: 1 }, b: {} })) seen.push(key + value);
  for (const { x, y = x } of [{ x: 1 }, { x: 2, y: 3 }]) seen.push(x + y);
  return seen;
}

export function patternOfNothingThrows() {
  try {
    const { a } = null;
    return a;
  } catch (error) {
    return error.name;
  }
}

export function chainOfAssignments() {
  let a, b;
  const c = (a = b = 4);
  return [a, b, c];
}

export function commaOperator() {
  let x = 0;
  const y = (x++, x++, x * 10);
  return [x, y];
}

export function recursion() {
  const factorial = (n) => (n <= 1 ? 1 : n * factorial(n - 1));
  return factorial(6);
}

export function mutualRecursion() {
  function even(n) {
    return n === 0 ? true : odd(n - 1);
  }
  function odd(n) {
    return n === 0 ? false : even(n - 1);
  }
  return [even(6), odd(6)];
}

export function fibonacci() {
  const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
  return fib(7);
}

export function memoised() {
  const cache = new Map();
  let runs = 0;
  const square = (n) => {
    if (!cache.has(n)) {
      runs++;
      cache.set(n, n * n);
    }
    return cache.get(n);
  };
  return [square(3), square(3), square(4), runs];
}
