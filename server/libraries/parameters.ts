/** Readers of arguments: what a row's parameter accepts, and what an unknown argument becomes there. */
import { Refused, Unreadable } from '../kernels/ask.ts';
import { type Condition, FALSE, relationCondition, TRUE } from '../symbolic/condition.ts';
import { asConstant, constant } from '../symbolic/size.ts';
import { type DType, isDType } from '../tensor/dtype.ts';
import type { Datum, FunctionDatum, InstanceDatum } from './datum.ts';
import type { Parameter } from './row.ts';
import { isAbsent, listedLength, unreadable, wanted } from './wanted.ts';

export { constantsOf, literalTensor, typeOf } from './literal.ts';
export { axes, axis, integer, number, size, sizes, wholeAxes, wholeSize, wholeSizes } from './sizeParameters.ts';
export { isLiteral, type TensorRun, tensor, tensorOf, tensors } from './tensorParameters.ts';
export { isAbsent, listedLength, unreadable, wanted } from './wanted.ts';

/** The argument as it is. */
export const any: Parameter<Datum> = { read: (argument) => argument };

/** A boolean that the facts decide. */
export function flag(fallback: boolean): Parameter<boolean> {
  return {
    read(argument, ask, name) {
      if (argument.kind === 'absent') return fallback;
      const known = condition.read(argument, ask, name);
      const verdict = ask.facts.decide(known);
      if (verdict === 'unknown') throw new Unreadable({ message: `\`${name}\` is true or false`, place: null });
      return verdict === 'yes';
    },
  };
}

/** A boolean, decided or not. */
export const condition: Parameter<Condition> = {
  read(argument, _ask, name) {
    const known = wanted(argument, { kind: 'boolean' });
    if (known.kind === 'number' && known.value !== null)
      return relationCondition({ op: '!=', left: known.value.numerator, right: constant(0) });
    if (known.kind !== 'boolean' || known.value === null) throw unreadable(known, name);
    if (typeof known.value !== 'boolean') return known.value;
    return known.value ? TRUE : FALSE;
  },
};

/** A known string. */
export const text: Parameter<string> = {
  read(argument, _ask, name) {
    const known = wanted(argument, { kind: 'string' });
    if (known.kind === 'string' && known.value !== null) return known.value;
    throw unreadable(known, name);
  },
};

/** One of some strings; the first one where the argument is absent. @throws Refused for another one. */
export function choice<T extends string>(...options: readonly [T, ...T[]]): Parameter<T> {
  return {
    read(argument, ask, name) {
      if (argument.kind === 'absent') return options[0];
      const value = text.read(argument, ask, name);
      const found = options.find((option) => option === value);
      if (found === undefined) throw new Refused(`${name}: one of ${options.join(', ')}`);
      return found;
    },
  };
}

/** A data type, `null` where it is not known. */
export function dtype(fallback: DType | null): Parameter<DType | null> {
  return {
    read(argument, _ask, name) {
      if (argument.kind === 'absent') return fallback;
      if (argument.kind !== 'string' || argument.value === null) return null;
      if (!isDType(argument.value)) throw new Refused(`${name}: ${argument.value} is no data type`);
      return argument.value;
    },
  };
}

/** A callback. */
export const func: Parameter<FunctionDatum> = {
  read(argument, _ask, name) {
    if (argument.kind === 'function') return argument;
    throw unreadable(argument, name);
  },
};

/** An object of one of the library's classes. */
export const instance: Parameter<InstanceDatum> = {
  read(argument, _ask, name) {
    if (argument.kind === 'instance') return argument;
    throw unreadable(argument, name);
  },
};

/** The list's items. */
export const list: Parameter<readonly Datum[]> = {
  read(argument, ask, name) {
    const known = wanted(argument, { kind: 'list' });
    if (known.kind === 'list') {
      return known.items.map((item) => {
        if (item.kind !== 'spread') return item;
        throw new Unreadable({ message: `\`${name}\` has an unknown length`, place: null });
      });
    }
    const length = known.kind === 'repeated' ? asConstant(ask.facts.simplify(known.length)) : null;
    if (known.kind !== 'repeated' || length === null) throw unreadable(known, name);
    return Array.from({ length: listedLength(length, name) }, () => known.element);
  },
};

/** The list's items, each read alike. */
export function listOf<T>(reader: Parameter<T>): Parameter<readonly T[]> {
  return { read: (argument, ask, name) => list.read(argument, ask, name).map((item) => reader.read(item, ask, name)) };
}

/** `null` where the argument is absent. */
export function optional<T>(reader: Parameter<T>): Parameter<T | null> {
  return withDefault<T | null>(reader, null);
}

/** `fallback` where the argument is absent. */
export function withDefault<T>(reader: Parameter<T>, fallback: T): Parameter<T> {
  return { read: (argument, ask, name) => (isAbsent(argument) ? fallback : reader.read(argument, ask, name)) };
}

/** `null` where the value is absent or cannot be known: for rules that can live without it. */
export function maybe<T>(reader: Parameter<T>): Parameter<T | null> {
  return {
    read(argument, ask, name) {
      if (isAbsent(argument)) return null;
      try {
        return reader.read(argument, ask, name);
      } catch (error) {
        if (error instanceof Unreadable) return null;
        throw error;
      }
    },
  };
}

type Fields = Readonly<Record<string, Parameter<unknown>>>;

type ReadFields<F extends Fields> = { readonly [K in keyof F]: F[K] extends Parameter<infer T> ? T : never };

/** An options object; an absent one has absent fields. */
export function fields<F extends Fields>(readers: F): Parameter<ReadFields<F>> {
  return {
    read(argument, ask, name) {
      if (argument.kind !== 'record' && argument.kind !== 'absent') throw unreadable(argument, name);
      const read = Object.entries(readers).map(([field, reader]) => {
        const value: Datum = argument.kind === 'record' ? argument.get(field) : argument;
        return [field, reader.read(value, ask, field)];
      });
      return Object.fromEntries(read) as ReadFields<F>;
    },
  };
}
