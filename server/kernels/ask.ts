/** What a shape rule may ask of the program that is being run, and demand of its sizes. */
import type { Claim } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import type { Reason } from '../symbolic/place.ts';
import type { Size } from '../symbolic/size.ts';
import type { FakeTensor, Shape } from '../tensor/tensor.ts';

export interface Ask {
  /** What is known at this point of the program. Changes as `require` and `assume` are called. */
  readonly facts: Facts;

  /**
   * Demands what the library demands: where it is not proven it becomes a guard of kind `requires`.
   * @param reason names the operation and the rule: "matMul: inner dimensions".
   * @param words the library's own error text, with shapes in our notation; called only where it is needed.
   * @param advice what a person needs to hear beside that: what they probably meant.
   * @throws Refused where the claim is proven false: the operation would throw.
   */
  require(claim: Claim, reason: string, words?: () => string, advice?: Advice): void;

  /** Goes on as if the claim held, under a guard of kind `assumes`. @throws Refused where it is proven false. */
  assume(claim: Claim, reason: string): void;

  /** A new size that depends on tensor data, such as the number of detected boxes; from `min` (0) to `max`. */
  fresh(name: string, min?: number, max?: number | null): Size;

  /** The shape of a value that nothing states, such as the output of a model that cannot be read. */
  opaque(name: string, why: Reason, rank?: number): Shape;

  /** The shape of a result that the analysis cannot follow. */
  unknown(message: string): Shape;

  /**
   * The file of data that the program means by a path or an address.
   * @throws Unreadable where the workspace has no such file.
   */
  file(name: string): DataFile;

  /** What the program has given to the library to be found later, by name. */
  readonly registry: Map<string, unknown>;

  /** How many things of a name the program has made, this one included; `null` where that differs between paths. */
  count(name: string): number | null;

  /** Runs something, and tells afterwards which operation made which tensor in it. */
  tape<T>(run: () => T): Taped<T>;
}

/** What was run, and how the tensors in it came about. */
export interface Taped<T> {
  readonly value: T;
  /** The operation that made a tensor; `null` where it was there before, or where that is not certain. */
  madeBy(tensor: FakeTensor): Performed | null;
}

/** An operation that ran. */
export interface Performed {
  readonly name: string;
  /** As its row got them. */
  readonly args: readonly unknown[];
  /** The tensors among the arguments. */
  readonly inputs: readonly FakeTensor[];
  readonly output: FakeTensor;
}

/** A file that the program reads. */
export interface DataFile {
  readonly path: string;
  readonly text: string;
  /** Bytes of the files beside it that follow each other; `null` where they are not there. */
  bytes(names: readonly string[], start: number, length: number): Uint8Array | null;
}

/** A sentence or two, with a full stop; `null` where there is nothing to say. */
export type Advice = () => string | null;

/** An operation's requirement is false: at run time the library throws here. */
export class Refused extends Error {
  readonly reason: string;
  readonly claim: Claim | null;
  /** What the library says when it throws, with shapes in our notation. */
  readonly words: string | null;
  readonly advice: string | null;

  constructor(reason: string, claim: Claim | null = null, words: string | null = null, advice: string | null = null) {
    super(words ?? reason);
    this.reason = reason;
    this.claim = claim;
    this.words = words;
    this.advice = advice;
  }
}

/** A value that a rule needs cannot be known: the operation's result is unknown, and this is why. */
export class Unreadable extends Error {
  readonly why: Reason;

  constructor(why: Reason) {
    super(why.message);
    this.why = why;
  }
}

/** The rank of an operand is not known, and with it not the shape of the result. */
export class Unranked extends Unreadable {}
