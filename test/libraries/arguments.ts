/** Arguments of a library call that can be handed to the real library and, as fake values, to a row. */
import type { Tensor } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { Ask } from '../../server/kernels/ask.ts';
import { ABSENT, type Datum, listDatum, recordDatum } from '../../server/libraries/datum.ts';
import type { Member, Row } from '../../server/libraries/row.ts';
import { tfjs } from '../../server/libraries/tfjs/index.ts';
import { fromNumber, fromSize } from '../../server/symbolic/quotient.ts';
import { constant, fromSymbol, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import type { DType } from '../../server/tensor/dtype.ts';
import { makeSpread, type Spread } from '../../server/tensor/spread.ts';
import { type Dim, fakeTensor } from '../../server/tensor/tensor.ts';

/** One argument, as data: what fast-check prints when it finds a counterexample. */
export type Argument =
  | {
      readonly kind: 'tensor';
      readonly shape: readonly number[];
      readonly dtype: DType;
      readonly values?: readonly number[];
    }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'size'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'null' }
  | { readonly kind: 'typed'; readonly dtype: DType; readonly length: number }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  /** What a function of the library makes of arguments, such as a layer that another one wraps. */
  | { readonly kind: 'made'; readonly maker: string; readonly args: readonly Argument[] }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Argument>> };

/** What stands for the sizes of the arguments in a run of the rule. */
export interface Sizes {
  /** The size that stands for `value`. */
  size(value: number, origin: string): Size;
  /** The dimensions of a tensor of shape `values`. */
  shape(values: readonly number[], origin: string): readonly Dim[];
}

export const CONCRETE: Sizes = {
  size: (value) => constant(value),
  shape: (values) => values.map((value) => constant(value)),
};

/** Sizes that stand for numbers, and what each symbol and each spread stands for. */
export class SymbolicSizes implements Sizes {
  readonly values = new Map<string, number>();
  readonly spreads = new Map<string, readonly number[]>();
  readonly #isSymbolic: () => boolean;
  readonly #hasSpreads: boolean;

  /** @param isSymbolic whether the next size is a symbol; @param hasSpreads whether ranks are unknown. */
  constructor(isSymbolic: () => boolean, hasSpreads: boolean) {
    this.#isSymbolic = isSymbolic;
    this.#hasSpreads = hasSpreads;
  }

  size(value: number, origin: string): Size {
    if (!this.#isSymbolic() || value < 0 || !Number.isInteger(value)) return constant(value);
    this.values.set(origin, value);
    return fromSymbol(makeSymbol({ name: origin, origin, min: value === 0 ? 0 : 1 }));
  }

  shape(values: readonly number[], origin: string): readonly Dim[] {
    if (!this.#hasSpreads || values.includes(0)) {
      return values.map((value, index) => this.size(value, `${origin}.shape[${index}]`));
    }
    const spread = this.#spread(values, origin);
    return [spread];
  }

  #spread(values: readonly number[], origin: string): Spread {
    this.values.set(`${origin}.rank`, values.length);
    values.forEach((value, index) => {
      this.values.set(`${origin}.shape[${index}]`, value);
      this.values.set(`${origin}.shape.at(-${values.length - index})`, value);
    });
    this.#products(values, origin);
    this.spreads.set(origin, values);
    return makeSpread({ name: origin, origin, backing: 'input', why: null });
  }

  /** The number of elements of the tensor, and of each run of its dimensions. */
  #products(values: readonly number[], origin: string): void {
    for (let from = 0; from <= values.length; from++) {
      for (let to = from; to <= values.length; to++) {
        const end = to === values.length ? '' : `, -${values.length - to}`;
        const count = values.slice(from, to).reduce((product, value) => product * value, 1);
        this.values.set(`${origin}.shape.slice(${from}${end}).reduce((a, b) => a * b, 1)`, count);
        if (from === 0 && end === '') this.values.set(`${origin}.size`, count);
      }
    }
  }
}

/** The argument as the real library takes it. */
export function realArgument(argument: Argument): unknown {
  switch (argument.kind) {
    case 'tensor':
      return realTensor(argument.shape, argument.dtype, argument.values);
    case 'typed':
      return argument.dtype === 'int32' ? new Int32Array(argument.length) : new Float32Array(argument.length);
    case 'list':
      return argument.items.map(realArgument);
    case 'record':
      return Object.fromEntries(Object.entries(argument.fields).map(([name, field]) => [name, realArgument(field)]));
    case 'made':
      return (realMember(argument.maker) as (...args: readonly unknown[]) => unknown)(
        ...argument.args.map(realArgument),
      );
    case 'absent':
      return undefined;
    case 'null':
      return null;
    default:
      return argument.value;
  }
}

/** The member of the real library at a path: `image.resizeBilinear`. */
export function realMember(path: string): unknown {
  return path.split('.').reduce((object, name) => (object as Record<string, unknown>)[name], tf as unknown);
}

function realTensor(shape: readonly number[], dtype: DType, values?: readonly number[]): Tensor {
  const dims = [...shape];
  if (values !== undefined) return tf.tensor([...values], dims, dtype as 'float32');
  if (dtype === 'complex64') return tf.complex(tf.ones(dims), tf.zeros(dims));
  if (dtype !== 'string') return tf.ones(dims, dtype);
  return tf.tensor(
    Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => 'a'),
    dims,
    'string',
  );
}

function fakeNumber(value: number): Datum {
  const quotient = fromNumber(value);
  return quotient === null ? { kind: 'number', value: null, double: value } : { kind: 'number', value: quotient };
}

/** The argument as the interpreter hands it to a row. @param ask what rows that make an argument ask */
export function fakeArgument(argument: Argument, sizes: Sizes, origin: string, ask: Ask): Datum {
  switch (argument.kind) {
    case 'tensor':
      return { kind: 'tensor', tensor: fakeTensor(sizes.shape(argument.shape, origin), argument.dtype) };
    case 'number':
      return fakeNumber(argument.value);
    case 'size':
      return { kind: 'number', value: fromSize(sizes.size(argument.value, origin)) };
    case 'typed':
      return { kind: 'buffer', dtype: argument.dtype, length: sizes.size(argument.length, origin) };
    case 'list':
      return listDatum(argument.items.map((item, index) => fakeArgument(item, sizes, `${origin}[${index}]`, ask)));
    case 'record': {
      const fields = Object.entries(argument.fields);
      return recordDatum(
        Object.fromEntries(fields.map(([name, field]) => [name, fakeArgument(field, sizes, `${origin}.${name}`, ask)])),
      );
    }
    case 'made':
      return fakeRow(argument.maker).run(
        argument.args.map((one, index) => fakeArgument(one, sizes, `${origin}(${index})`, ask)),
        ask,
      );
    case 'absent':
    case 'null':
      return ABSENT;
    default:
      return argument;
  }
}

function fakeRow(path: string): Row {
  let member: Member = { kind: 'namespace', members: tfjs.namespace };
  for (const name of path.split('.')) {
    const inner: Member | undefined = member.kind === 'namespace' ? member.members[name] : undefined;
    if (inner === undefined) throw new Error(`no row ${path}`);
    member = inner;
  }
  if (member.kind !== 'row') throw new Error(`${path} is no row`);
  return member.row;
}

export const absent: Argument = { kind: 'absent' };

export function numberArgument(value: number): Argument {
  return { kind: 'number', value };
}

export function sizesArgument(values: readonly number[]): Argument {
  return { kind: 'list', items: values.map((value) => ({ kind: 'size', value })) };
}

export function numbersArgument(values: readonly number[]): Argument {
  return { kind: 'list', items: values.map(numberArgument) };
}

export function stringArgument(value: string): Argument {
  return { kind: 'string', value };
}

export function booleanArgument(value: boolean): Argument {
  return { kind: 'boolean', value };
}

export function tensorArgument(
  shape: readonly number[],
  dtype: DType = 'float32',
  values?: readonly number[],
): Argument {
  return values === undefined ? { kind: 'tensor', shape, dtype } : { kind: 'tensor', shape, dtype, values };
}

export function listArgument(items: readonly Argument[]): Argument {
  return { kind: 'list', items };
}

export function recordArgument(fields: Readonly<Record<string, Argument>>): Argument {
  return { kind: 'record', fields };
}

export function madeArgument(maker: string, ...args: readonly Argument[]): Argument {
  return { kind: 'made', maker, args };
}
