/**
 * What the interpreter and a library's rows exchange: evaluated arguments and results, without syntax.
 * Lists and records are read lazily, so that a long literal costs only what a row looks at.
 */
import type { Condition } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import type { Quotient } from '../symbolic/quotient.ts';
import type { Size } from '../symbolic/size.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Spread } from '../tensor/spread.ts';
import type { FakeTensor } from '../tensor/tensor.ts';
import type { InstanceType } from './row.ts';

export type Datum =
  | TensorDatum
  | NumberDatum
  | { readonly kind: 'string'; readonly value: string | null }
  | { readonly kind: 'boolean'; readonly value: boolean | Condition | null }
  | { readonly kind: 'absent' }
  | ListDatum
  | RepeatedDatum
  | BufferDatum
  | RecordDatum
  | FunctionDatum
  | InstanceDatum
  | { readonly kind: 'promise'; readonly value: Datum }
  | UnknownDatum;

export interface TensorDatum {
  readonly kind: 'tensor';
  readonly tensor: FakeTensor;
}

/** A number: exact where it is a quotient of sizes, else not known. */
export interface NumberDatum {
  readonly kind: 'number';
  readonly value: Quotient | null;
  /** A known number that is no small fraction, such as 0.1 or `1 / 3`, as the program computed it. */
  readonly double?: number;
}

/** An array with known slots; a spread slot stands for a run of sizes, as in `[...x.shape.slice(0, -1), n]`. */
export interface ListDatum {
  readonly kind: 'list';
  readonly items: readonly (Datum | SpreadItem)[];
}

export interface SpreadItem {
  readonly kind: 'spread';
  readonly spread: Spread;
}

/** An array of symbolic length whose elements are alike. */
export interface RepeatedDatum {
  readonly kind: 'repeated';
  readonly length: Size;
  readonly element: Datum;
  /** The elements are alike but for their sizes: each tensor among them has its own. */
  readonly differing?: boolean;
  /** The element at an index, where each is one of its own. */
  at?(index: number): Datum;
}

/** A typed array, a decoded image's pixels, the result of `dataSync()`. */
export interface BufferDatum {
  readonly kind: 'buffer';
  readonly dtype: DType | null;
  readonly length: Size;
}

export interface RecordDatum {
  readonly kind: 'record';
  /** The field, or an absent datum. */
  get(name: string): Datum;
  /** All fields in their order, where they are known. */
  readonly fields?: Readonly<Record<string, Datum>> | undefined;
  /** Why its other fields are not known, of a record that has more than a row can say; else they are absent. */
  readonly open?: Reason;
}

export interface FunctionDatum {
  readonly kind: 'function';
  call(args: readonly Datum[]): Datum;
  /** The same for a number of times: the effects are those of all, the result is that of one. */
  callEach?(count: Size, args: readonly Datum[]): Datum;
  /** A class of the program: what `new` makes of it, and its static members. */
  readonly ofClass?: { construct(args: readonly Datum[]): Datum; get(name: string): Datum };
}

/** An object of one of the library's classes; its state is immutable and belongs to its type's rows. */
export interface InstanceDatum<State = unknown> {
  readonly kind: 'instance';
  readonly type: InstanceType;
  readonly state: State;
  /** Replaces the state, as `model.add(layer)` does. */
  update(state: State): void;
  /** A method that a class of the program, which extends the library's, gives to its objects; `null` where it has none. */
  own?(name: string): FunctionDatum | null;
}

/** What an unknown value is wanted as. */
export type Want =
  | { readonly kind: 'tensor'; readonly ranks?: readonly number[] }
  | { readonly kind: 'size' }
  /** A size that may be 0: how often something is done. */
  | { readonly kind: 'count' }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' }
  | { readonly kind: 'list' };

export interface UnknownDatum {
  readonly kind: 'unknown';
  readonly why: Reason;
  /** True where nothing in the program states the value (a loaded model's output): what it becomes is opaque, not lost. */
  readonly outside?: boolean;
  /** What its type says of a value that is no tensor and no list. */
  readonly holds?: 'number' | 'string' | null;
  /**
   * The value is used as `want`: an input without a type becomes that (a number used as a size is the symbol of
   * that name). `null` where its type or an earlier use forbids it.
   */
  become(want: Want): Datum | null;
  /** A property of the value, the same one every time: `img.height`. */
  get?(name: string): Datum;
}

export const ABSENT: Datum = { kind: 'absent' };

export function tensorDatum(tensor: FakeTensor): TensorDatum {
  return { kind: 'tensor', tensor };
}

export function listDatum(items: readonly (Datum | SpreadItem)[]): ListDatum {
  return { kind: 'list', items };
}

export function stringDatum(value: string | null): Datum {
  return { kind: 'string', value };
}

export function promiseDatum(value: Datum): Datum {
  return { kind: 'promise', value };
}

/** An object literal of known fields. */
export function recordDatum(fields: Readonly<Record<string, Datum>>): RecordDatum {
  const known = new Map(Object.entries(fields));
  return { kind: 'record', get: (name) => known.get(name) ?? ABSENT, fields };
}
