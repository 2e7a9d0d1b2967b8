// What TypeScript adds: types that are left out, enums, namespaces, decorators, parameter properties.

enum Color {
  Red,
  Green = 5,
  Blue,
}

enum Mode {
  Train = 'train',
  Test = 'test',
}

const enum Flag {
  A = 1 << 0,
  B = 1 << 1,
  AB = A | B,
}

namespace Geometry {
  export const unit = 1;
  export function area(side: number): number {
    return side * side * unit;
  }
  export namespace Deep {
    export const inner = 'deep';
  }
  const hidden = 2;
  export class Point {
    constructor(
      public x: number,
      readonly y = hidden,
    ) {}
  }
}

namespace Geometry {
  export const more = unit + 1;
}

export function enums() {
  return [Color.Red, Color.Green, Color.Blue, Color[5], Color['Red'], Object.keys(Color)];
}

export function stringEnums() {
  return [Mode.Train, Object.values(Mode), Object.entries(Mode).length];
}

export function constEnums() {
  return [Flag.A, Flag.B, Flag.AB];
}

export function enumsInSwitch() {
  const name = (c: Color): string => {
    switch (c) {
      case Color.Red:
        return 'red';
      case Color.Blue:
        return 'blue';
      default:
        return Color[c] ?? 'other';
    }
  };
  return [name(Color.Red), name(Color.Blue), name(Color.Green)];
}

export function namespaces() {
  return [Geometry.unit, Geometry.area(3), Geometry.Deep.inner, new Geometry.Point(1), Geometry.more, 'hidden' in Geometry];
}

export function parameterProperties() {
  class Layer {
    constructor(
      public readonly units: number,
      private activation = 'relu',
      protected bias?: boolean,
      plain = 0,
    ) {
      this.sum = units + plain;
    }
    sum: number;
    describe(): string {
      return `${this.units} ${this.activation} ${this.bias}`;
    }
  }
  const l = new Layer(4);
  return [l.describe(), l.units, l.sum];
}

export function assertions() {
  const x = '5' as unknown as number;
  const y = <string>(x as unknown);
  const z = { a: 1 } satisfies Record<string, number>;
  const t = [1, 'a'] as const;
  const n = (null as string | null)!;
  return [x, y, z, t, n];
}

export function overloads() {
  function f(x: number): number;
  function f(x: string): string;
  function f(x: number | string): number | string {
    return typeof x === 'number' ? x * 2 : x + x;
  }
  class C {
    g(x: number): number;
    g(x: string): string;
    g(x: unknown): unknown {
      return x;
    }
  }
  return [f(2), f('a'), new C().g('b')];
}

export function generics() {
  const first = <T,>(xs: readonly T[]): T | undefined => xs[0];
  class Box<T> {
    constructor(private value: T) {}
    map<U>(f: (value: T) => U): Box<U> {
      return new Box(f(this.value));
    }
    get(): T {
      return this.value;
    }
  }
  return [first<number>([1, 2]), new Box(3).map((x) => `${x}`).get()];
}

export function abstractClasses() {
  abstract class Shape {
    abstract area(): number;
    describe(): string {
      return `area ${this.area()}`;
    }
  }
  class Square extends Shape {
    constructor(private side: number) {
      super();
    }
    override area(): number {
      return this.side ** 2;
    }
  }
  return new Square(3).describe();
}

export function interfacesAndTypes() {
  interface Config {
    readonly width: number;
    height?: number;
  }
  type Pair = [number, number];
  const size = ({ width, height = width }: Config): Pair => [width, height];
  return size({ width: 2 });
}

export function discriminatedUnions() {
  type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number };
  const area = (s: Shape): number => {
    switch (s.kind) {
      case 'circle':
        return s.r * s.r * 3;
      case 'rect':
        return s.w * s.h;
    }
  };
  return [area({ kind: 'circle', r: 2 }), area({ kind: 'rect', w: 2, h: 3 })];
}

export function typeGuards() {
  const isText = (x: unknown): x is string => typeof x === 'string';
  return [1, 'a', null].map((x) => (isText(x) ? x.length : -1));
}

export function assertionFunctions() {
  function assertNumber(x: unknown): asserts x is number {
    if (typeof x !== 'number') throw new TypeError('no number');
  }
  const x: unknown = 5;
  assertNumber(x);
  let failed: string | null = null;
  try {
    assertNumber('a');
  } catch (error) {
    failed = (error as Error).message;
  }
  return [x + 1, failed];
}

export function optionalMembers() {
  class A {
    x?: number;
    y!: string;
    list: number[] = [];
    fill(): this {
      this.y = 'set';
      return this;
    }
  }
  const a = new A().fill();
  return [a.x ?? 'none', a.y, a.list.length];
}

export function declaredOnly() {
  class Base {
    kind = 'base';
  }
  class Child extends Base {
    declare kind: string;
  }
  return new Child().kind;
}

export function thisParameters() {
  function f(this: { n: number }, m: number): number {
    return this.n + m;
  }
  return [f.call({ n: 1 }, 2), f.length];
}

export function indexSignatures() {
  const scores: { [name: string]: number } = {};
  scores['a'] = 1;
  scores.b = 2;
  const map: Record<'x' | 'y', number> = { x: 1, y: 2 };
  return [scores, map, (scores as Record<string, number | undefined>)['c']];
}

export function tuples() {
  const t: [a: string, b?: number, ...rest: boolean[]] = ['x', 1, true, false];
  const [a, b = 0, ...rest] = t;
  return [a, b, rest];
}

export function accessorsWithTypes() {
  class T {
    private _v = 0;
    get v(): number {
      return this._v;
    }
    set v(x: number) {
      this._v = x + 1;
    }
    static readonly zero: number = 0;
  }
  const t = new T();
  t.v = T.zero + 5;
  return t.v;
}

export function nullAssertions() {
  const m = new Map<string, number[]>([['a', [1]]]);
  m.get('a')!.push(2);
  return m.get('a')![1]!;
}

export function usingTypesOfValues(n: number = 3) {
  const config = { size: 2, name: 'x' };
  const copy: typeof config = { ...config, size: n };
  const key: keyof typeof config = 'size';
  return [copy[key], copy.name];
}

export function enumFromInput(n: number = 0) {
  return n === Color.Red ? 'red' : n === Color.Green ? 'green' : 'none';
}

export async function typedAsync(): Promise<number[]> {
  const load = async <T,>(x: T): Promise<T> => x;
  return [await load<number>(1), await load(2)];
}
