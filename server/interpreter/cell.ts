/** Cells and their journal: the only mutable state of a run, so that a branch can be undone and joined. */
import type { Condition } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import type { Machine } from './machine.ts';

/** What a join asks of one side: the condition under which it was taken, and the cell's content there. */
export interface Side<T> {
  readonly condition: Condition;
  readonly value: T;
}

/** Makes one content of those that a cell has on several paths. */
export type Join<T> = (machine: Machine, sides: readonly Side<T>[]) => T;

export interface Cell<T> {
  value: T;
  readonly join: Join<T>;
  /** A content that says what several have in common, without saying when it is which. */
  readonly either?: (contents: readonly T[], why: Reason) => T;
  /** Whether writing it, however old it is, is no effect on what was there before. */
  readonly isInner?: boolean;
  /** Ascending in the order of creation. */
  readonly born: number;
}

let newest = 0;

export function makeCell<T>(parts: Omit<Cell<T>, 'born'>): Cell<T> {
  newest += 1;
  return { ...parts, born: newest };
}

/** The number of the newest cell. */
export function markCells(): number {
  return newest;
}

/** The contents that a run of some code gave to the cells it wrote. */
export type Delta = Map<Cell<unknown>, unknown>;

/** An entry of a table that holds for the present root. */
export interface Kept {
  readonly table: Map<string, unknown>;
  readonly key: string;
  readonly value: unknown;
}

export class Journal {
  readonly #cells: Cell<unknown>[] = [];
  readonly #olds: unknown[] = [];
  readonly #kept: Kept[] = [];
  /** What is older than this was there before the present run. */
  #epoch = 0;
  #outward = 0;

  /** How often the present run wrote what was there before it, taken back or not. */
  get outward(): number {
    return this.#outward;
  }

  /** Begins a run. @returns the way back to the one around it */
  begin(): () => void {
    const [epoch, outward] = [this.#epoch, this.#outward];
    this.#epoch = newest;
    this.#outward = 0;
    return () => {
      this.#epoch = epoch;
      this.#outward = outward;
    };
  }

  write<T>(cell: Cell<T>, value: T): void {
    if (cell.value === value) return;
    if (cell.born <= this.#epoch && cell.isInner !== true) this.#outward += 1;
    this.#cells.push(cell as Cell<unknown>);
    this.#olds.push(cell.value);
    cell.value = value;
  }

  /** Keeps something, also where what was done meanwhile is undone: found again on another path it is the same. */
  keep<T>(table: Map<string, T>, key: string, value: T): void {
    table.set(key, value);
    this.#kept.push({ table: table as Map<string, unknown>, key, value });
  }

  /** How much is kept. */
  markKept(): number {
    return this.#kept.length;
  }

  /** What was kept since the mark. */
  keptSince(mark: number): readonly Kept[] {
    return this.#kept.slice(mark);
  }

  /** Runs something of which nothing stays. */
  passing<T>(run: () => T): T {
    const [mark, kept] = [this.mark(), this.#kept.length];
    try {
      return run();
    } finally {
      this.rollback(mark);
      for (const { table, key } of this.#kept.splice(kept)) table.delete(key);
    }
  }

  mark(): number {
    return this.#cells.length;
  }

  /** What was written since the mark, as it stands now. */
  since(mark: number): Delta {
    const delta: Delta = new Map();
    for (let i = mark; i < this.#cells.length; i++) {
      const cell = this.#cells[i];
      if (cell !== undefined) delta.set(cell, cell.value);
    }
    return delta;
  }

  /** All contents that the cells written since the mark have had, the present one last. */
  history(mark: number): ReadonlyMap<Cell<unknown>, readonly unknown[]> {
    const contents = new Map<Cell<unknown>, unknown[]>();
    for (let i = mark; i < this.#cells.length; i++) {
      const cell = this.#cells[i];
      if (cell !== undefined) contents.set(cell, [...(contents.get(cell) ?? []), this.#olds[i]]);
    }
    for (const [cell, olds] of contents) olds.push(cell.value);
    return contents;
  }

  /** Undoes everything since the mark. */
  rollback(mark: number): void {
    while (this.#cells.length > mark) {
      const cell = this.#cells.pop();
      const old = this.#olds.pop();
      if (cell !== undefined) cell.value = old;
    }
  }

  /** Writes a delta again. */
  replay(delta: Delta): void {
    for (const [cell, value] of delta) this.write(cell, value);
  }
}
