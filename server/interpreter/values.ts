/** What an expression of the user's program can evaluate to. */
import type { ts } from 'ts-morph';
import type { InstanceType, Library, Namespace, Row } from '../libraries/row.ts';
import { type Condition, FALSE, TRUE } from '../symbolic/condition.ts';
import type { Quotient } from '../symbolic/quotient.ts';
import { asConstant, type Size } from '../symbolic/size.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Spread } from '../tensor/spread.ts';
import type { FakeTensor } from '../tensor/tensor.ts';
import type { Cell } from './cell.ts';
import type { KeyList } from './keyList.ts';
import type { Machine } from './machine.ts';
import type { ModuleRecord } from './modules.ts';
import type { Scope } from './scope.ts';
import type { UnknownValue } from './unknown.ts';

export type Value =
  | Primitive
  | SymbolValue
  | Quantity
  | Truth
  | TensorValue
  | ObjectValue
  | ArrayValue
  | BufferValue
  | Callable
  | NamespaceValue
  | ModuleValue
  | PromiseValue
  | AccessorValue
  | Alternatives
  | UnknownValue;

/** Everything that can be called or constructed. */
export type Callable = Closure | Native | LibraryFunction | ClassValue | LibraryClass | TensorClass;

export interface Primitive {
  readonly kind: 'primitive';
  readonly value: undefined | null | boolean | number | string | bigint;
}

/** A symbol of the language: the key under which it names properties is its identity. */
export interface SymbolValue {
  readonly kind: 'symbol';
  readonly key: string;
  readonly description: string | undefined;
}

/** What a property holds that is read and written through functions. */
export interface AccessorValue {
  readonly kind: 'accessor';
  readonly get: Value | null;
  readonly set: Value | null;
}

/** A number that is an expression of sizes: `B * T`, `c / heads`. */
export interface Quantity {
  readonly kind: 'quantity';
  readonly quotient: Quotient;
}

/** A boolean that the program has not decided yet. */
export interface Truth {
  readonly kind: 'truth';
  readonly condition: Condition;
}

export interface TensorValue {
  readonly kind: 'tensor';
  readonly tensor: FakeTensor;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly id: number;
  readonly properties: Map<string, Cell<Value | null>>;
  /** The own keys that were set, in their order. */
  readonly order: Cell<KeyOrder>;
  /** Own keys that are not enumerated. */
  readonly hidden: Set<string>;
  /** The class whose methods it has, or the object from which it inherits. */
  readonly prototype: ClassValue | ObjectValue | null;
  /** Of the object behind `Class.prototype`: the class. */
  readonly ofClass: ClassValue | null;
  /** An object of a library's class, or of a user's class that extends one, with its state. */
  readonly instance: { readonly type: InstanceType; readonly state: Cell<unknown> } | null;
  /** Set where other properties may exist than those that were seen. */
  readonly open: Cell<UnknownValue | null>;
  /** Set for collections of the language: their entries. */
  readonly entries: Cell<readonly EntryValue[] | null>;
  /** Set for iterators of the language: how they go on. */
  readonly iteration: Iteration | null;
}

/** Key and value of a collection; a condition where the entry is there on some paths only. */
export type EntryValue = readonly [Value, Value, Condition?];

/** The keys of an object, in the order in which they were set. */
export interface KeyOrder {
  readonly keys: KeyList;
  /** False where paths set them in different orders. */
  readonly isCertain: boolean;
}

/** How an iterator goes on. */
export type Iteration = ListIteration | StepIteration;

/** Over what is left of a list. */
export interface ListIteration {
  readonly kind: 'list';
  readonly left: Cell<Elements>;
  /** Set where what the list was made of may change before its end. */
  readonly origin: ListOrigin | null;
}

/** The array or the collection that an iterator runs over. */
export interface ListOrigin {
  /** The content of the source that `left` was made of; `null` where paths differ. */
  readonly known: Cell<unknown>;
  /** The content that the source has now. */
  content(): unknown;
  /** All that an iteration over the present content gives. */
  list(machine: Machine): Elements;
  /** Where what is left of the present content begins, with so many elements left of an earlier one. */
  start(earlier: unknown, left: number): number;
}

/** By running on: the result is an object with `value` and `done`. */
export interface StepIteration {
  readonly kind: 'steps';
  /** Its steps are promises. */
  readonly isAsync: boolean;
  advance(machine: Machine, how: 'next' | 'return' | 'throw', value: Value, node: ts.Node): Value;
}

export type Slot = Value | SpreadSlot;

/** A run of sizes of unknown number in an array: `[...S, C]`. */
export interface SpreadSlot {
  readonly kind: 'spread';
  readonly spread: Spread;
}

/** The content of an array: known slots, then perhaps a number of like elements. */
export interface Elements {
  readonly slots: readonly Slot[];
  readonly rest: {
    readonly length: Size;
    readonly element: Value;
    /** Of an input array, whose elements have sizes of their own: the one at an index. `element` is then a new one each time. */
    readonly at?: (index: number) => Value;
  } | null;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly id: number;
  readonly elements: Cell<Elements>;
}

/** A typed array, or the pixels of an image: a length, no content. */
export interface BufferValue {
  readonly kind: 'buffer';
  readonly dtype: DType | null;
  readonly length: Size;
}

export interface Closure {
  readonly kind: 'closure';
  readonly node: ts.FunctionLikeDeclaration;
  readonly scope: Scope;
  /** `this` of an arrow function is that of its scope. */
  readonly self: Value | null;
  /** The class whose method it is, for `super`. */
  readonly home: ClassValue | null;
  /** Properties written on the function itself. */
  readonly statics: Map<string, Cell<Value | null>>;
}

/** A function of the language or of the platform, followed by its effect. */
export interface Native {
  readonly kind: 'native';
  readonly name: string;
  readonly members: Readonly<Record<string, Value>> | null;
  call(machine: Machine, call: NativeCall): Value;
}

export interface NativeCall {
  readonly self: Value;
  readonly args: readonly Value[];
  readonly node: ts.Node;
  readonly isNew: boolean;
}

export interface LibraryFunction {
  readonly kind: 'libraryFunction';
  readonly row: Row;
  readonly library: Library;
  /** The receiver, for a method that was taken from a tensor. */
  readonly self: Value | null;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly node: ts.ClassLikeDeclaration;
  readonly scope: Scope;
  readonly parent: Value | null;
  readonly statics: Map<string, Cell<Value | null>>;
  /** What its instances inherit: methods and accessors by key. */
  readonly members: Map<string, Value>;
  /** The keys of its fields, which are evaluated once. */
  readonly fieldKeys: Map<ts.ClassElement, string>;
}

export interface LibraryClass {
  readonly kind: 'libraryClass';
  readonly type: InstanceType;
}

/** The class of tensors, for `instanceof`. */
export interface TensorClass {
  readonly kind: 'tensorClass';
  readonly rank: number | null;
}

export interface NamespaceValue {
  readonly kind: 'namespace';
  readonly members: Namespace;
  readonly library: Library;
}

export interface ModuleValue {
  readonly kind: 'module';
  readonly module: ModuleRecord;
}

export interface PromiseValue {
  readonly kind: 'promise';
  /** What it is fulfilled with, or the reason for which it is rejected. */
  readonly value: Value;
  readonly isRejected: boolean;
}

export interface Case {
  readonly condition: Condition;
  readonly value: Value;
}

/** One of a few values, each under its condition. */
export interface Alternatives {
  readonly kind: 'alternatives';
  readonly cases: readonly Case[];
}

export const UNDEFINED: Primitive = { kind: 'primitive', value: undefined };
/** Stands for a property or an element that is not there; where it is read it counts as undefined. */
export const ABSENT: Primitive = { kind: 'primitive', value: undefined };
/** What a variable holds before its declaration runs. */
export const UNSET: Primitive = { kind: 'primitive', value: undefined };
/** A global before the assignment that makes it: as if it were not there. */
export const UNDECLARED: Primitive = { kind: 'primitive', value: undefined };
export const NULL: Primitive = { kind: 'primitive', value: null };
export const TRUE_VALUE: Primitive = { kind: 'primitive', value: true };
export const FALSE_VALUE: Primitive = { kind: 'primitive', value: false };

export function primitive(value: Primitive['value']): Primitive {
  return { kind: 'primitive', value };
}

/** A number value: a plain one where the quotient is constant. */
export function quantity(quotient: Quotient): Primitive | Quantity {
  const numerator = asConstant(quotient.numerator);
  const denominator = asConstant(quotient.denominator);
  if (numerator !== null && denominator !== null) return primitive(numerator / denominator);
  return { kind: 'quantity', quotient };
}

/** A boolean value: a plain one where the condition is constant. */
export function truth(condition: Condition): Primitive | Truth {
  if (condition === TRUE) return TRUE_VALUE;
  if (condition === FALSE) return FALSE_VALUE;
  return condition.kind === 'constant' ? primitive(condition.value) : { kind: 'truth', condition };
}

export function tensorValue(tensor: FakeTensor): TensorValue {
  return { kind: 'tensor', tensor };
}

export function promise(value: Value): Value {
  return value.kind === 'promise' ? value : { kind: 'promise', value, isRejected: false };
}

export function rejectedPromise(reason: Value): PromiseValue {
  return { kind: 'promise', value: reason, isRejected: true };
}

export function native(
  name: string,
  call: (machine: Machine, call: NativeCall) => Value,
  members: Readonly<Record<string, Value>> | null = null,
): Native {
  return { kind: 'native', name, call, members };
}

export function isCallable(value: Value): value is Callable {
  return ['closure', 'native', 'libraryFunction', 'class', 'libraryClass', 'tensorClass'].includes(value.kind);
}

export function isNullish(value: Value): boolean {
  return value.kind === 'primitive' && (value.value === undefined || value.value === null);
}

export function isString(value: Value): value is Primitive & { readonly value: string } {
  return value.kind === 'primitive' && typeof value.value === 'string';
}

export function isNumber(value: Value): value is Primitive & { readonly value: number } {
  return value.kind === 'primitive' && typeof value.value === 'number';
}

/** Tensors, objects and arrays, which are true whatever they hold. */
export function isThing(value: Value): boolean {
  return value.kind === 'tensor' || value.kind === 'object' || value.kind === 'array';
}
