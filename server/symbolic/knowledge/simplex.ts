/**
 * Integer programs, solved exactly: the criss-cross method (Terlaky 1985) on a tableau of integers with one common
 * denominator (Edmonds, Bareiss), and Gomory's fractional cuts where the optimum is not whole.
 */
import { floorModulo } from '../algebra/exact.ts';

/** Maximise `objective * x` over whole `x >= 0` with `coefficients * x <= limit` for every row. All numbers are whole. */
export interface IntegerProgram {
  readonly objective: readonly number[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly coefficients: readonly number[];
  readonly limit: number;
}

/** Pivots are counted, so that the answer is the same everywhere. */
const MAX_PIVOTS = 80;
const MAX_CUTS = 8;

/**
 * An upper bound of the objective, the least one or not; one that is at most `goal` ends the search. `Infinity` where
 * none was found, also where the program has no solution at all.
 */
export function maximize(program: IntegerProgram, goal: number): number {
  const tableau = startOf(program);
  let best = Infinity;
  for (let cuts = 0; cuts <= MAX_CUTS; cuts++) {
    if (!optimize(tableau)) return best;
    best = Math.floor(last(tableau.rows[0] as number[]) / tableau.denominator) + 0;
    if (best <= goal || !cut(tableau)) return best;
  }
  return best;
}

/**
 * Every row says `own variable = limit - coefficients * (variables of the columns)`, all divided by the denominator; its
 * last number is the limit. Row 0 is the objective's.
 */
interface Tableau {
  readonly rows: number[][];
  /** The variables that the rows determine; that of row 0 is the objective. */
  readonly basic: number[];
  /** The variables of the columns, which are 0. */
  readonly columns: number[];
  denominator: number;
  pivots: number;
}

const OBJECTIVE = -1;

function startOf({ objective, rows }: IntegerProgram): Tableau {
  const count = objective.length;
  return {
    rows: [
      [...objective.map((coefficient) => 0 - coefficient), 0],
      ...rows.map(({ coefficients, limit }) => [...coefficients, limit]),
    ],
    basic: [OBJECTIVE, ...rows.map((_, index) => count + index)],
    columns: objective.map((_, index) => index),
    denominator: 1,
    pivots: 0,
  };
}

/** Pivots until the tableau is optimal; `false` where there is no optimum, or none within the limits. */
function optimize(tableau: Tableau): boolean {
  for (;;) {
    const step = nextPivot(tableau);
    if (step === 'optimal') return true;
    if (step === 'none' || tableau.pivots++ >= MAX_PIVOTS || !pivot(tableau, step.row, step.column)) return false;
  }
}

interface Pivot {
  readonly row: number;
  readonly column: number;
}

/** The first variable that is on the wrong side, and the first one to exchange it with: so it never runs in circles. */
function nextPivot({ rows, basic, columns }: Tableau): Pivot | 'optimal' | 'none' {
  const objective = rows[0] as number[];
  let row = -1;
  let column = -1;
  for (let i = 1; i < rows.length; i++) {
    if (last(rows[i] as number[]) < 0 && (row < 0 || at(basic, i) < at(basic, row))) row = i;
  }
  for (let j = 0; j < columns.length; j++) {
    if (at(objective, j) < 0 && (column < 0 || at(columns, j) < at(columns, column))) column = j;
  }
  if (row < 0 && column < 0) return 'optimal';
  const isPrimal = column < 0 || (row >= 0 && at(basic, row) < at(columns, column));
  if (isPrimal) column = firstWhere(columns, (j) => at(rows[row] as number[], j) < 0);
  else row = firstWhere(basic, (i) => i > 0 && at(rows[i] as number[], column) > 0);
  return row < 0 || column < 0 ? 'none' : { row, column };
}

/** The place of the least variable among those that qualify, or -1. */
function firstWhere(variables: readonly number[], qualifies: (place: number) => boolean): number {
  let best = -1;
  for (let place = 0; place < variables.length; place++) {
    if ((best < 0 || at(variables, place) < at(variables, best)) && qualifies(place)) best = place;
  }
  return best;
}

/** Exchanges two variables; `false` where the numbers become too large to be exact. */
function pivot(tableau: Tableau, row: number, column: number): boolean {
  const { rows, basic, columns, denominator } = tableau;
  const pivotRow = rows[row] as number[];
  const value = at(pivotRow, column);
  const sign = Math.sign(value);
  for (let i = 0; i < rows.length; i++) {
    if (i === row) continue;
    const other = rows[i] as number[];
    const factor = at(other, column);
    for (let j = 0; j < other.length; j++) {
      const kept = at(other, j) * value;
      const taken = factor * at(pivotRow, j);
      if (Math.abs(kept) > LARGEST || Math.abs(taken) > LARGEST) return false;
      if (j !== column) other[j] = (sign * (kept - taken)) / denominator;
    }
    other[column] = -sign * factor;
  }
  for (let j = 0; j < pivotRow.length; j++) pivotRow[j] = sign * at(pivotRow, j);
  pivotRow[column] = sign * denominator;
  [basic[row], columns[column]] = [at(columns, column), at(basic, row)];
  tableau.denominator = Math.abs(value);
  return true;
}

/** The difference of two such numbers is exact. */
const LARGEST = 2 ** 52;

/** Adds what all whole solutions meet and the present one does not; `false` where the present one is whole. */
function cut({ rows, basic, columns, denominator }: Tableau): boolean {
  const source = rows.find((row) => last(row) % denominator !== 0);
  if (source === undefined) return false;
  rows.push(source.map((value) => -floorModulo(value, denominator)));
  basic.push(basic.length - 1 + columns.length);
  return true;
}

function last(row: readonly number[]): number {
  return at(row, row.length - 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
