// Classes: inheritance, fields, accessors, statics, private names, super, new.target.

export function fieldsAndMethods(n = 2) {
  class Counter {
    count = n;
    step = this.count + 1;
    up() {
      this.count += this.step;
      return this;
    }
  }
  const c = new Counter();
  return [c.up().up().count, c];
}

export function fieldsWithoutValue() {
  class A {
    x;
    y = 1;
  }
  return [Object.keys(new A()), new A()];
}

export function inheritance() {
  class Shape {
    constructor(name) {
      this.name = name;
    }
    area() {
      return 0;
    }
    describe() {
      return `${this.name} of ${this.area()}`;
    }
  }
  class Square extends Shape {
    constructor(side) {
      super('square');
      this.side = side;
    }
    area() {
      return this.side ** 2;
    }
  }
  const s = new Square(3);
  return [s.describe(), s instanceof Shape, s instanceof Square, s];
}

export function superMethods() {
  class A {
    f() {
      return 'A';
    }
    static g() {
      return 'gA';
    }
  }
  class B extends A {
    f() {
      return super.f() + 'B';
    }
    static g() {
      return super.g() + 'B';
    }
  }
  return [new B().f(), B.g()];
}

export function derivedWithoutConstructor() {
  class A {
    constructor(...args) {
      this.args = args;
    }
  }
  class B extends A {
    extra = this.args.length;
  }
  return new B(1, 2);
}

export function orderOfInitialisation() {
  const log = [];
  class A {
    a = log.push('field A');
    constructor() {
      log.push('constructor A');
    }
  }
  class B extends A {
    b = log.push('field B');
    constructor() {
      log.push('before super');
      super();
      log.push('after super');
    }
  }
  new B();
  return log;
}

export function accessors() {
  class T {
    #celsius = 0;
    get fahrenheit() {
      return this.#celsius * 1.8 + 32;
    }
    set fahrenheit(f) {
      this.#celsius = (f - 32) / 1.8;
    }
    get celsius() {
      return this.#celsius;
    }
  }
  const t = new T();
  t.fahrenheit = 212;
  return [t.celsius, t.fahrenheit, Object.keys(t)];
}

export function getterWithoutSetter() {
  class A {
    get x() {
      return 1;
    }
  }
  const a = new A();
  try {
    a.x = 2;
  } catch (error) {
    return [error.name, a.x];
  }
}

export function statics() {
  class A {
    static count = 0;
    static make() {
      A.count++;
      return new this();
    }
    static {
      this.ready = true;
    }
  }
  A.make();
  A.make();
  return [A.count, A.ready, A.make() instanceof A, Object.keys(A)];
}

export function staticInheritance() {
  class A {
    static base = 1;
    static twice() {
      return this.base * 2;
    }
  }
  class B extends A {
    static base = 5;
  }
  class C extends A {}
  return [A.twice(), B.twice(), C.twice(), C.base, Object.hasOwn(C, 'base')];
}

export function staticAccessors() {
  class A {
    static #n = 1;
    static get n() {
      return A.#n;
    }
    static set n(v) {
      A.#n = v * 2;
    }
  }
  A.n = 5;
  return A.n;
}

export function privateMembers() {
  class Account {
    #balance = 0;
    #check(n) {
      if (n < 0) throw new RangeError('negative');
    }
    deposit(n) {
      this.#check(n);
      this.#balance += n;
      return this.#balance;
    }
    static isAccount(x) {
      return #balance in x;
    }
  }
  const a = new Account();
  let caught;
  try {
    a.deposit(-1);
  } catch (error) {
    caught = error.message;
  }
  return [a.deposit(5), caught, Account.isAccount(a), Account.isAccount({}), JSON.stringify(a)];
}

export function privateNamesOfParentAndChild() {
  class A {
    #x = 1;
    a() {
      return this.#x;
    }
  }
  class B extends A {
    #x = 2;
    b() {
      return this.#x;
    }
  }
  const b = new B();
  return [b.a(), b.b()];
}

export function newTarget() {
  class Base {
    constructor() {
      if (new.target === Base) throw new TypeError('abstract');
      this.made = new.target.name;
    }
  }
  class Child extends Base {}
  let message;
  try {
    new Base();
  } catch (error) {
    message = error.message;
  }
  return [new Child().made, message];
}

export function classExpressions() {
  const A = class {
    v = 1;
  };
  const B = class Named extends A {};
  return [A.name, B.name, new B()];
}

export function mixins() {
  const Flying = (Base) =>
    class extends Base {
      fly() {
        return this.name + ' flies';
      }
    };
  class Bird {
    constructor(name) {
      this.name = name;
    }
  }
  return new (Flying(Bird))('owl').fly();
}

export function computedMembers() {
  const name = 'go';
  class A {
    [name + 'Now']() {
      return 1;
    }
    ['x' + 1] = 2;
    static [`s${1}`] = 3;
  }
  return [new A().goNow(), new A().x1, A.s1];
}

export function classesInMaps() {
  class A {}
  class B {}
  const kinds = { a: A, b: B };
  return ['a', 'b'].map((k) => new kinds[k]().constructor.name);
}

export function arrowsAsFields() {
  class A {
    n = 3;
    get = () => this.n;
  }
  const { get } = new A();
  return get();
}

export function toStringAndValueOf() {
  class Money {
    constructor(n) {
      this.n = n;
    }
    valueOf() {
      return this.n;
    }
    toString() {
      return `${this.n} EUR`;
    }
  }
  const m = new Money(5);
  return [m + 1, `${m}`, m > 4, String(m), m * 2];
}

export function toPrimitive() {
  const o = {
    [Symbol.toPrimitive](hint) {
      return hint === 'number' ? 42 : hint;
    },
  };
  return [+o, `${o}`, o + '', o * 2];
}

export function hasInstance() {
  class Even {
    static [Symbol.hasInstance](n) {
      return n % 2 === 0;
    }
  }
  return [2 instanceof Even, 3 instanceof Even];
}

export function prototypeChanges() {
  class A {}
  A.prototype.late = function () {
    return 'late';
  };
  const a = new A();
  return [a.late(), Object.keys(a), 'late' in a, Object.hasOwn(a, 'late')];
}

export function prototypesOfClasses() {
  class A {
    m() {}
  }
  class B extends A {}
  const b = new B();
  return [
    Object.getPrototypeOf(b) === B.prototype,
    Object.getPrototypeOf(B.prototype) === A.prototype,
    Object.getOwnPropertyNames(A.prototype),
    A.prototype.constructor === A,
  ];
}

export function methodsAreNotEnumerated() {
  class A {
    x = 1;
    m() {}
    get y() {
      return 2;
    }
  }
  const seen = [];
  for (const k in new A()) seen.push(k);
  return [seen, { ...new A() }, JSON.stringify(new A())];
}

export function classWithoutNew() {
  class A {}
  try {
    A();
  } catch (error) {
    return error.name;
  }
}

export function extendsError() {
  class ShapeError extends Error {
    constructor(expected, actual) {
      super(`expected ${expected}, got ${actual}`);
      this.name = 'ShapeError';
      this.expected = expected;
    }
  }
  try {
    throw new ShapeError(2, 3);
  } catch (error) {
    return [error.name, error.message, error instanceof ShapeError, error instanceof Error, error.expected, `${error}`];
  }
}

export function extendsMap() {
  class Counter extends Map {
    add(key) {
      return this.set(key, (this.get(key) ?? 0) + 1);
    }
  }
  const c = new Counter([['z', 5]]);
  c.add('a').add('a').add('b');
  return [...c];
}

export function superSetterAndGetter() {
  class A {
    get v() {
      return this.n ?? 'none';
    }
  }
  class B extends A {
    get v() {
      return 'B ' + super.v;
    }
  }
  const b = new B();
  b.n = 4;
  return b.v;
}

export function constructorReturns() {
  class A {
    constructor() {
      return { other: true };
    }
  }
  return [new A(), new A() instanceof A];
}

export function chained() {
  class Builder {
    #parts = [];
    add(x) {
      this.#parts.push(x);
      return this;
    }
    build() {
      return this.#parts.join('-');
    }
  }
  return new Builder().add(1).add('b').add(true).build();
}

export function singletons() {
  class S {
    static #one = null;
    static get() {
      S.#one ??= new S();
      return S.#one;
    }
  }
  return S.get() === S.get();
}

export function instanceFieldsAreOwn() {
  class A {
    list = [];
  }
  const [a, b] = [new A(), new A()];
  a.list.push(1);
  return [a.list, b.list];
}
