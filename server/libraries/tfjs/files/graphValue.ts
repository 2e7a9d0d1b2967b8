/** What flows through a graph: fake tensors, and of small ones that hold sizes and axes the numbers in them. */
import type { Ask } from '../../../kernels/ask.ts';
import { fromSize } from '../../../symbolic/quotient.ts';
import { asConstant, type Size } from '../../../symbolic/size.ts';
import { type FakeTensor, resolveShape, sizesOf } from '../../../tensor/tensor.ts';
import { type Datum, listDatum } from '../../datum.ts';
import { type GraphNode, statedShape } from './graphFile.ts';
import { fieldOf, isList, isObject, type Json, malformed } from './json.ts';

export interface GraphValue {
  readonly tensor: FakeTensor;
  /** Its elements in their order; `null` where they are not known. */
  readonly values: readonly Size[] | null;
}

/** A node while it is run: its inputs and what is stated of it. */
export class NodeRun {
  readonly node: GraphNode;
  readonly inputs: readonly GraphValue[];
  readonly ask: Ask;

  constructor(node: GraphNode, inputs: readonly GraphValue[], ask: Ask) {
    this.node = node;
    this.inputs = inputs;
    this.ask = ask;
  }

  input(index: number): GraphValue {
    return this.inputs[index] ?? malformed(`the node ${this.node.name} has too few inputs`);
  }

  tensor(index: number): Datum {
    return { kind: 'tensor', tensor: this.input(index).tensor };
  }

  tensors(start = 0, end = this.inputs.length): readonly Datum[] {
    return this.inputs.slice(start, end).map(({ tensor }) => ({ kind: 'tensor', tensor }));
  }

  /** The numbers that an input holds, as a list. @throws Unreadable where they are not known. */
  list(index: number): Datum {
    return sizesDatum(this.valuesOf(index));
  }

  /** The one number that an input holds. */
  number(index: number): Datum {
    const [value] = this.valuesOf(index);
    return value === undefined ? malformed(`the node ${this.node.name} needs a number`) : numberDatum(value);
  }

  valuesOf(index: number): readonly Size[] {
    return this.input(index).values ?? malformed(`the values that ${this.node.name} takes are not known`);
  }

  /** The same as plain numbers. */
  constantsOf(index: number): readonly number[] {
    return this.valuesOf(index).map((value) => {
      return asConstant(this.ask.facts.simplify(value)) ?? malformed(`the values of ${this.node.name} are not known`);
    });
  }

  /** The sizes of an input. @throws Unreadable where its rank is not known. */
  sizesOf(index: number): readonly Size[] {
    const sizes = sizesOf(resolveShape(this.ask.facts, this.input(index).tensor.shape));
    return sizes ?? malformed(`the rank of what ${this.node.name} takes is not known`);
  }

  integer(name: string, fallback = 0): number {
    const value = this.#attribute(name, 'i');
    return value === undefined ? fallback : Number(value);
  }

  flag(name: string): boolean {
    return this.#attribute(name, 'b') === true;
  }

  /** A text, which files keep in base 64. */
  text(name: string, fallback: string): string {
    const value = this.#attribute(name, 's');
    return typeof value === 'string' ? Buffer.from(value, 'base64').toString('latin1') : fallback;
  }

  type(name: string): Json | undefined {
    return this.#attribute(name, 'type');
  }

  integers(name: string): readonly number[] {
    const list = this.#attribute(name, 'list');
    const items = isObject(list) ? fieldOf(list, 'i') : undefined;
    return isList(items) ? items.map(Number) : [];
  }

  /** A list of shapes; `null` where the node states none. */
  shapes(name: string): readonly (readonly (number | null)[] | null)[] | null {
    const list = this.#attribute(name, 'list');
    const items = isObject(list) ? fieldOf(list, 'shape') : undefined;
    return isList(items) ? items.map(statedShape) : null;
  }

  /** A list of types. */
  types(name: string): readonly Json[] {
    const list = this.#attribute(name, 'list');
    const items = isObject(list) ? fieldOf(list, 'type') : undefined;
    return isList(items) ? items : [];
  }

  #attribute(name: string, kind: string): Json | undefined {
    const value = fieldOf(this.node.attributes, name);
    return isObject(value) ? fieldOf(value, kind) : undefined;
  }
}

export function numberDatum(value: Size): Datum {
  return { kind: 'number', value: fromSize(value) };
}

export function sizesDatum(values: readonly Size[]): Datum {
  return listDatum(values.map(numberDatum));
}
