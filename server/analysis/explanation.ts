/** What there is to say about one expression beyond its shape, as plain data. */
import type { RelatedReport } from './report.ts';

/** A number of bytes or operations: as an expression of sizes, and as a number where every size has an example. */
export interface Amount {
  readonly text: string;
  readonly value: number | null;
}

/** The operation that made a value, with the shapes of what it was given. */
export interface Making {
  readonly operation: string;
  readonly operands: readonly { readonly text: string; readonly shape: string }[];
  /** From 1. */
  readonly line: number;
}

/** A size as it is known at the end of the function, with the lines that bounded it. */
export interface BoundedSize {
  readonly name: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly causes: readonly RelatedReport[];
}

export interface LayerReport {
  readonly name: string;
  readonly className: string;
  readonly output: string;
  readonly parameters: string;
}

export interface ModelReport {
  readonly name: string;
  readonly layers: readonly LayerReport[];
  readonly parameters: string;
  /** Why its layers are not known, as of a loaded model. */
  readonly why: string | null;
}

export interface Explanation {
  readonly start: number;
  readonly end: number;
  /** The number that an expression is, as an expression of sizes. */
  readonly size: string | null;
  readonly made: Making | null;
  readonly memory: Amount | null;
  readonly multiplyAdds: Amount | null;
  readonly sizes: readonly BoundedSize[];
  readonly model: ModelReport | null;
  /** An element of a dataset, and how many there are. */
  readonly dataset: string | null;
  /** Where what is not known was lost. */
  readonly lostAt: RelatedReport | null;
}
