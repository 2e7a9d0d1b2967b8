/** What there is to say of a call while its arguments are written, as plain data. */

export interface CallReport {
  readonly name: string;
  readonly parameters: readonly ParameterReport[];
  /** What it gives, as its label tells it: a type, or a shape; `null` where nothing tells. */
  readonly result: string | null;
  /** The parameter that is being written, by its place; beyond the last where there are too many arguments. */
  readonly active: number;
  /** What its author, or the library, says of it. */
  readonly about: string;
  /** Conditions on sizes that hold at every call. */
  readonly where: readonly string[];
  /** The page that documents it. */
  readonly link: string | null;
}

interface ParameterReport {
  /** As the label tells it: `x: tf.Tensor2D`. */
  readonly label: string;
  /** The shape that it takes: `[B, 784]`. */
  readonly takes: string | null;
  /** The shape of what is given for it now. */
  readonly given: string | null;
  readonly about: string;
}
