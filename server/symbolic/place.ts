/** Where in the user's text something stands, and why something is not known: plain data. */

/** A span of one file; offsets count UTF-16 units from 0, `end` is exclusive. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Why a value or a size is not known, and the place of the first cause. */
export interface Reason {
  /** A sentence without a full stop, such as "`loadModel()` cannot be read". */
  readonly message: string;
  readonly place: Place | null;
}
