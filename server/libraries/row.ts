/** Rows: a library's public functions, one row each: name, parameters, rule, documentation. */
import type { Ask } from '../kernels/ask.ts';
import type { Reason } from '../symbolic/place.ts';
import type { Datum, InstanceDatum } from './datum.ts';

/** How one argument is read. @throws Unreadable where the value cannot be known and the rule needs it. */
export interface Parameter<T> {
  read(argument: Datum, ask: Ask, name: string): T;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;

export type Read<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** One public function of a library. A method's row takes its receiver as the first argument. */
export interface Row {
  readonly name: string;
  /** The names of the parameters, in order. */
  readonly parameters: readonly string[];
  run(args: readonly Datum[], ask: Ask): Datum;
  /** The page that documents it. */
  readonly doc: string | null;
  /** True for a function whose result is no tensor and no size, and whose effects do not matter (`dispose`). */
  readonly silent: boolean;
}

interface RowOptions {
  readonly doc?: string;
  readonly silent?: boolean;
  /** A last parameter that takes all remaining arguments as one list. */
  readonly rest?: boolean;
}

const MISSING: Datum = { kind: 'absent' };

/** A row whose rule gets its arguments read and typed, by the names of its parameters, in their order. */
export function row<P extends Parameters>(
  name: string,
  parameters: P,
  rule: (args: Read<P>, ask: Ask) => Datum,
  options: RowOptions = {},
): Row {
  const entries = Object.entries(parameters);
  return {
    name,
    parameters: entries.map(([parameter]) => parameter),
    doc: options.doc ?? null,
    silent: options.silent ?? false,
    run(args, ask) {
      const read: Record<string, unknown> = {};
      entries.forEach(([parameter, { read: readOne }], index) => {
        const isRest = options.rest === true && index === entries.length - 1;
        const argument: Datum = isRest ? { kind: 'list', items: args.slice(index) } : (args[index] ?? MISSING);
        read[parameter] = readOne(argument, ask, parameter);
      });
      return rule(read as Read<P>, ask);
    },
  };
}

/** A class of the library: `Sequential`, `Variable`, `TensorBuffer`. */
export interface InstanceType {
  readonly name: string;
  /** `new tf.Sequential(...)`; `null` where users do not construct it. Returns the first state. */
  readonly construct: ((args: readonly Datum[], ask: Ask) => unknown) | null;
  /** Methods by name; `self` is the receiver. */
  readonly methods: Readonly<Record<string, Method>>;
  /** Properties by name, computed from the state. */
  readonly properties: Readonly<Record<string, (self: InstanceDatum, ask: Ask) => Datum>>;
  /** One state that is right where an object has one of these; the first itself if it says no more than they do. */
  readonly merge?: (states: readonly unknown[]) => unknown;
  /** A state of which nothing is known. Objects without it keep the last of several states. */
  readonly lose?: (why: Reason) => unknown;
}

export type Method = (self: InstanceDatum, args: readonly Datum[], ask: Ask) => Datum;

/** A namespace: `tf`, `tf.image`, `tf.layers`. */
export interface Namespace {
  readonly [name: string]: Member;
}

export type Member =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'namespace'; readonly members: Namespace }
  | { readonly kind: 'class'; readonly type: InstanceType }
  /** The class of tensors itself, for `instanceof`. */
  | { readonly kind: 'tensorClass'; readonly rank: number | null }
  | { readonly kind: 'value'; readonly value: Datum };

/** A library that Shapewise knows. */
export interface Library {
  /** Short name, as in settings: `tfjs`. */
  readonly name: string;
  /** Module names that import it. */
  readonly modules: readonly string[];
  /** The global that a script tag makes, `tf`. */
  readonly global: string;
  readonly namespace: Namespace;
  /** Methods of tensors by name: each row takes the tensor first. */
  readonly tensorMethods: Readonly<Record<string, Row>>;
  /** Properties of tensors other than `shape`, `rank`, `size`, `dtype`. */
  readonly tensorProperties: Readonly<Record<string, (tensor: Datum, ask: Ask) => Datum>>;
  /** Ranks of the TypeScript types of tensors: `Tensor3D` is 3, `Tensor` is null. */
  readonly tensorTypes: Readonly<Record<string, number | null>>;
  /** TypeScript types of other values of the library, by name: `LayersModel`, `GraphModel`. Makes an instance that nothing states. */
  readonly instanceTypes: Readonly<Record<string, { readonly type: InstanceType; readonly state: unknown }>>;
}
