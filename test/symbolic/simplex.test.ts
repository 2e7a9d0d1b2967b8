import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type IntegerProgram, maximize, type Row } from '../../server/symbolic/knowledge/simplex.ts';
import { runs } from './arbitrary.ts';

/** Every variable of the generated programs is at most this. */
const LIMIT = 5;

function dot(coefficients: readonly number[], values: readonly number[]): number {
  return coefficients.reduce((sum, coefficient, index) => sum + coefficient * (values[index] ?? 0), 0);
}

/** The greatest value of the objective over all whole points in the box, `null` where no point meets the rows. */
function greatest({ objective, rows }: IntegerProgram): number | null {
  let points: readonly (readonly number[])[] = [[]];
  for (const _ of objective) {
    points = points.flatMap((point) => Array.from({ length: LIMIT + 1 }, (_, value) => [...point, value]));
  }
  const values = points
    .filter((point) => rows.every(({ coefficients, limit }) => dot(coefficients, point) <= limit))
    .map((point) => dot(objective, point));
  return values.length === 0 ? null : Math.max(...values);
}

function boxOf(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, place) => ({
    coefficients: Array.from({ length: count }, (_, index) => Number(index === place)),
    limit: LIMIT,
  }));
}

function programs(row: (count: number) => fc.Arbitrary<Row>): fc.Arbitrary<IntegerProgram> {
  return fc
    .integer({ min: 1, max: 4 })
    .chain((count) =>
      fc.tuple(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: count, maxLength: count }),
        fc.array(row(count), { maxLength: 6 }),
      ),
    )
    .map(([objective, rows]) => ({ objective, rows: [...rows, ...boxOf(objective.length)] }));
}

const anyRow = (count: number): fc.Arbitrary<Row> =>
  fc.record({
    coefficients: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: count, maxLength: count }),
    limit: fc.integer({ min: -6, max: 12 }),
  });

/** `x - y <= limit`: the corners of such programs are whole. */
const differenceRow = (count: number): fc.Arbitrary<Row> =>
  fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.integer({ min: -3, max: 5 })).map(([x, y, limit]) => ({
    coefficients: Array.from({ length: count }, (_, index) => Number(index === x) - Number(index === y)),
    limit,
  }));

describe('integer programs, against all points of a box', () => {
  it('never bounds below what is reached', () => {
    let exact = 0;
    let solvable = 0;
    fc.assert(
      fc.property(programs(anyRow), (program) => {
        const reached = greatest(program);
        if (reached === null) return;
        const bound = maximize(program, -Infinity);
        assert.ok(bound >= reached, `${bound} < ${reached}`);
        solvable++;
        if (bound === reached) exact++;
      }),
      runs(1000),
    );
    assert.ok(exact >= 0.95 * solvable, `only ${exact} of ${solvable} are exact`);
  });

  it('finds the greatest value where all corners are whole', () => {
    fc.assert(
      fc.property(programs(differenceRow), (program) => {
        const reached = greatest(program);
        if (reached !== null) assert.equal(maximize(program, -Infinity), reached);
      }),
      runs(500),
    );
  });

  it('ends at the goal, or without a bound', () => {
    const open: IntegerProgram = { objective: [1, -1], rows: [{ coefficients: [1, -2], limit: 3 }] };
    assert.equal(maximize(open, 0), Infinity);
    const halves: IntegerProgram = { objective: [1], rows: [{ coefficients: [2], limit: 7 }] };
    assert.equal(maximize(halves, 0), 3);
    const huge: IntegerProgram = {
      objective: [1, 1],
      rows: [
        { coefficients: [2 ** 30, 3], limit: 2 ** 40 },
        { coefficients: [5, 2 ** 30], limit: 2 ** 40 },
      ],
    };
    assert.equal(maximize(huge, 0), Infinity);
  });
});
