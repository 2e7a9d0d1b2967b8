/** Scopes: names and their cells, from the innermost block outwards. */
import type { ts } from 'ts-morph';
import type { Cell, Journal } from './cell.ts';
import { valueCell } from './join.ts';
import type { ClassValue, Value } from './values.ts';
import { UNDEFINED } from './values.ts';

export class Scope {
  readonly parent: Scope | null;
  readonly #cells = new Map<string, Cell<Value>>();
  readonly #constants = new Set<string>();
  /** What a function scope adds; arrows and blocks look outwards. */
  readonly frame: Frame | null;

  constructor(parent: Scope | null, frame: Frame | null = null) {
    this.parent = parent;
    this.frame = frame;
  }

  declare(name: string, value: Value = UNDEFINED): Cell<Value> {
    const cell = valueCell(value);
    this.#cells.set(name, cell);
    return cell;
  }

  /** Declares a name that no assignment may change once it has a value. */
  declareConstant(name: string, value: Value): Cell<Value> {
    this.#constants.add(name);
    return this.declare(name, value);
  }

  /** Declares what an assignment makes, until the present run of a root ends. */
  declareMeanwhile(name: string, value: Value, journal: Journal): Cell<Value> {
    const cell = valueCell(value);
    journal.keep(this.#cells, name, cell);
    return cell;
  }

  /** Whether an assignment to the name, as it is seen from here, throws. */
  isConstant(name: string): boolean {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      if (scope.#cells.has(name)) return scope.#constants.has(name);
    }
    return false;
  }

  /** Makes `name` another name of an existing cell, as an import does. */
  alias(name: string, cell: Cell<Value>): void {
    this.#cells.set(name, cell);
  }

  own(name: string): Cell<Value> | null {
    return this.#cells.get(name) ?? null;
  }

  find(name: string): Cell<Value> | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const cell = scope.#cells.get(name);
      if (cell !== undefined) return cell;
    }
    return null;
  }

  /** The frame of the function that gives `this` here. */
  thisFrame(): Frame | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      if (scope.frame !== null) return scope.frame;
    }
    return null;
  }

  names(): IterableIterator<[string, Cell<Value>]> {
    return this.#cells.entries();
  }
}

/** What a call of a function with a `this` of its own brings. */
export interface Frame {
  self: Value;
  readonly home: ClassValue | null;
  readonly args: readonly Value[];
  /** Where the function is called; `null` for what is no call, and for a root. */
  readonly site: ts.Node | null;
  /** `new.target`; `null` outside constructors. */
  readonly newTarget: Value | null;
}
