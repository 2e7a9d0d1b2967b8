/** From facts about sizes to integer programs: every product of sizes is a variable. */
import type { Interval } from '../algebra/interval.ts';
import { type Monomial, type Size, UNIT } from '../algebra/node.ts';
import { constantTerm } from '../algebra/polynomial.ts';
import { monomialBounds } from './bounds.ts';
import type { Fact } from './relevant.ts';
import type { IntegerProgram, Row } from './simplex.ts';
import type { State } from './state.ts';

/** The program whose maximum, with `shift` added, is that of the size. */
export function asProgram(
  state: State,
  size: Size,
  facts: readonly Fact[],
): { readonly program: IntegerProgram; readonly shift: number } {
  const variables = new Variables(state, [size, ...facts.map(({ form }) => form)]);
  const { coefficients: objective, shift } = variables.express(size, 1);
  const rows = [...facts.flatMap((fact) => rowsOf(variables, fact)), ...variables.ranges()];
  return { program: { objective, rows: rows.filter(({ limit }) => Number.isSafeInteger(limit)) }, shift };
}

function rowsOf(variables: Variables, { form, bounds: { min, max } }: Fact): readonly Row[] {
  const above = variables.express(form, 1);
  const below = variables.express(form, -1);
  return [
    ...(Number.isFinite(max) ? [{ coefficients: above.coefficients, limit: max - above.shift }] : []),
    ...(Number.isFinite(min) ? [{ coefficients: below.coefficients, limit: -min - below.shift }] : []),
  ];
}

/** A product as variables of the program, which are at least 0: it is `start` plus the sum of `sign * variable`. */
interface Column {
  /** Where its variables are. */
  readonly place: number;
  readonly signs: readonly (1 | -1)[];
  readonly start: number;
  /** How far it reaches from `start`. */
  readonly range: number;
}

class Variables {
  readonly #columns = new Map<Monomial, Column>();
  #count = 0;

  constructor(state: State, forms: readonly Size[]) {
    for (const { monomial } of forms.flatMap(({ terms }) => terms)) {
      if (monomial === UNIT || this.#columns.has(monomial)) continue;
      const column = columnOf(this.#count, monomialBounds(state, monomial));
      this.#columns.set(monomial, column);
      this.#count += column.signs.length;
    }
  }

  /** `factor * form == coefficients * variables + shift`. */
  express(form: Size, factor: 1 | -1): { readonly coefficients: readonly number[]; readonly shift: number } {
    const coefficients = this.#nothing();
    let shift = factor * constantTerm(form);
    for (const { coefficient, monomial } of form.terms) {
      const column = this.#columns.get(monomial);
      if (column === undefined) continue;
      column.signs.forEach((sign, index) => {
        coefficients[column.place + index] = factor * coefficient * sign;
      });
      shift += factor * coefficient * column.start;
    }
    return { coefficients, shift };
  }

  /** The bounds on the other side of the start. */
  ranges(): readonly Row[] {
    return [...this.#columns.values()].flatMap(({ place, range }) => {
      if (!Number.isFinite(range)) return [];
      const coefficients = this.#nothing();
      coefficients[place] = 1;
      return [{ coefficients, limit: range }];
    });
  }

  #nothing(): number[] {
    return new Array<number>(this.#count).fill(0);
  }
}

/** Counted from the bound that there is; two variables for what has none. */
function columnOf(place: number, { min, max }: Interval): Column {
  if (Number.isFinite(min)) return { place, signs: [1], start: min, range: max - min };
  if (Number.isFinite(max)) return { place, signs: [-1], start: max, range: Infinity };
  return { place, signs: [1, -1], start: 0, range: Infinity };
}
