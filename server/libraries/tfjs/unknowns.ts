/** Results that are no tensors and of which nothing is known. */
import type { Datum, FunctionDatum, RecordDatum } from '../datum.ts';

/** A value that nobody can know, and why. */
export function unknownDatum(message: string): Datum {
  return { kind: 'unknown', why: { message, place: null }, become: () => null };
}

/** A value that nothing in the program states: what it becomes is opaque. */
export function outsideDatum(message: string): Datum {
  return { kind: 'unknown', why: { message, place: null }, outside: true, become: () => null };
}

export const unknownNumber: Datum = { kind: 'number', value: null };

export const unknownBoolean: Datum = { kind: 'boolean', value: null };

/** A function that returns one value whatever it gets. */
export function returning(value: Datum): FunctionDatum {
  return { kind: 'function', call: () => value };
}

/** An object of which some members are known. */
export function openRecord(fields: Readonly<Record<string, Datum>>, name: string): RecordDatum {
  const known = new Map(Object.entries(fields));
  const get = (member: string): Datum => known.get(member) ?? unknownDatum(`\`${name}.${member}\` is not modelled`);
  return { kind: 'record', get, fields, open: { message: `the members of \`${name}\` are not modelled`, place: null } };
}
