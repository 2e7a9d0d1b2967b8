// Calls, `this` in all forms, `arguments`, and members of functions.

export function thisOfMethods() {
  const o = {
    n: 2,
    twice() {
      return this.n * 2;
    },
  };
  return o.twice();
}

export function thisOfArrows() {
  const o = {
    n: 2,
    all() {
      return [1, 2].map((x) => x * this.n);
    },
  };
  return o.all();
}

export function thisIsTheReceiver() {
  const get = function () {
    return this.name;
  };
  const [a, b] = [{ name: 'a', get }, { name: 'b', get }];
  return [a.get(), b.get(), b['get'](), get.call({ name: 'c' })];
}

export function thisIsLostWithoutReceiver() {
  const o = {
    f() {
      return this === undefined;
    },
  };
  const { f } = o;
  return [o.f(), f()];
}

export function thisOfNestedFunctions() {
  const o = {
    n: 1,
    f() {
      const self = this;
      function inner() {
        return self.n;
      }
      return inner();
    },
  };
  return o.f();
}

export function boundFunctions() {
  function f(a, b) {
    return [this.n, a, b];
  }
  const g = f.bind({ n: 1 }, 2);
  return [g(3), g.call({ n: 9 }, 4), g.bind({ n: 8 })(5)];
}

export function callAndApply() {
  function f(...args) {
    return [this, ...args];
  }
  return [f.call('s', 1, 2), f.apply(null, [3, 4]), f.apply(undefined), Math.max.apply(Math, [1, 3, 2])];
}

export function argumentsObject() {
  function f() {
    return [arguments.length, arguments[0], Array.from(arguments), [...arguments].pop()];
  }
  return [f(), f(1, 2, 3)];
}

export function argumentsInArrows() {
  function f() {
    const g = () => arguments[0];
    return g(9);
  }
  return f(1);
}

export function restParameters() {
  const f = (first, ...others) => [first, others, others.length];
  return [f(), f(1), f(1, 2, 3)];
}

export function spreadArguments() {
  const f = (a, b, c, d) => [a, b, c, d];
  return [f(...[1, 2], 3), f(...'ab', ...new Set([7])), Math.min(...[4, 2, 8])];
}

export function missingAndExtraArguments() {
  const f = (a, b) => [a, b];
  return [f(), f(1), f(1, 2, 3)];
}

export function namesAndLengths() {
  function declared(a, b = 1, ...c) {}
  const arrow = (x) => x;
  const { method } = { method(a, b) {} };
  return [declared.name, declared.length, arrow.name, arrow.length, method.name, method.length, (() => {}).name];
}

export function propertiesOfFunctions() {
  function count() {
    count.calls = (count.calls ?? 0) + 1;
  }
  count();
  count();
  count.label = 'c';
  return [count.calls, count.label, Object.keys(count)];
}

export function higherOrder() {
  const compose =
    (...fs) =>
    (x) =>
      fs.reduceRight((y, f) => f(y), x);
  return compose(
    (x) => x + 1,
    (x) => x * 2,
  )(5);
}

export function partialApplication() {
  const partial =
    (f, ...first) =>
    (...rest) =>
      f(...first, ...rest);
  return partial((a, b, c) => a * b + c, 2, 3)(4);
}

export function functionsAsValues() {
  const table = { add: (a, b) => a + b, sub: (a, b) => a - b };
  return Object.keys(table).map((name) => table[name](5, 3));
}

export function constructorFunctions() {
  function Point(x, y) {
    this.x = x;
    this.y = y;
  }
  Point.prototype.norm = function () {
    return this.x + this.y;
  };
  const p = new Point(1, 2);
  return [p.norm(), p instanceof Point, p.constructor === Point, Object.keys(p), 'norm' in p, p];
}

export function constructorReturnsObject() {
  function Make() {
    this.a = 1;
    return { b: 2 };
  }
  function Plain() {
    this.a = 1;
    return 5;
  }
  return [new Make(), { ...new Plain() }];
}

export function inheritanceByPrototypes() {
  function Animal(name) {
    this.name = name;
  }
  Animal.prototype.speak = function () {
    return this.name + ' speaks';
  };
  function Dog(name) {
    Animal.call(this, name);
  }
  Dog.prototype = Object.create(Animal.prototype);
  Dog.prototype.constructor = Dog;
  const d = new Dog('rex');
  return [d.speak(), d instanceof Dog, d instanceof Animal];
}

export function newTargetOfFunctions() {
  function F() {
    return { isNew: new.target === F };
  }
  return [F().isNew, new F().isNew];
}

export function callOfWhatIsNoFunction() {
  const o = { n: 5 };
  try {
    return o.n();
  } catch (error) {
    return error.name;
  }
}

export function arrowIsNoConstructor() {
  const f = () => 1;
  try {
    return new f();
  } catch (error) {
    return error.name;
  }
}

export function callbacksWithThis() {
  return [1, 2].map(function (x) {
    return x + this.n;
  }, { n: 10 });
}

export function parametersAreCopies() {
  const change = (a, o) => {
    a = 9;
    o.x = 9;
    o = { x: 0 };
    return o;
  };
  const a = 1;
  const o = { x: 1 };
  change(a, o);
  return [a, o.x];
}

export function returnsUndefined() {
  const a = () => {};
  function b() {
    return;
  }
  return [a(), b(), void 0];
}

export function evaluationOrder() {
  const log = [];
  const t = (x) => {
    log.push(x);
    return x;
  };
  t(1) + t(2) * t(3);
  [t(4), t(5)];
  ({ a: t(6), [t('k')]: t(7) });
  ((a, b) => 0)(t(8), t(9));
  return log;
}

export function assignmentEvaluatesTargetFirst() {
  const log = [];
  const o = { get v() { return {}; } };
  const f = (x, r) => {
    log.push(x);
    return r;
  };
  f('object', o)[f('key', 'k')] = f('value', 1);
  return log;
}

export function defaultsAndArgumentsLength() {
  function f(a = 1) {
    return arguments.length;
  }
  return [f(), f(undefined), f(2)];
}

export function deepCalls() {
  const go = (n) => (n === 0 ? [] : [n, ...go(n - 1)]);
  return go(5);
}
