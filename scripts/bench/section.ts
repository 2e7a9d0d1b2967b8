/** What a part of the benchmarks hands in: a table for people, figures for programs, and targets. */
import type { TypeScriptSix } from './install.ts';

export interface Section {
  readonly title: string;
  /** What was measured and how, one paragraph each. */
  readonly says: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** By names such as `coldProject1000Ratio`. */
  readonly figures: Readonly<Record<string, number>>;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly what: string;
  /** The bound as it is written: "at most 0.6". */
  readonly bound: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** What all parts are told. */
export interface Plan {
  /** A share of everything, that ends within about a minute. */
  readonly quick: boolean;
  readonly seed: number;
  readonly typescript: TypeScriptSix;
}

/** A cost, or a lower bound of it: what took longer than its limit was stopped. */
export interface Cost {
  readonly value: number;
  readonly isOver: boolean;
}

export interface Ratio {
  readonly value: number;
  /** Which way the truth may lie where a side was stopped; `null` where both ended. */
  readonly sign: '>' | '<' | null;
}

/** `null` where both sides were stopped: then nothing is known. */
export function ratioOf(own: Cost, other: Cost): Ratio | null {
  if (own.isOver && other.isOver) return null;
  return { value: own.value / other.value, sign: own.isOver ? '>' : other.isOver ? '<' : null };
}

export function ratioText(ratio: Ratio | null): string {
  if (ratio === null) return '?';
  const { value, sign } = ratio;
  return `${sign ?? ''}${sign === null ? '' : ' '}${value.toPrecision(value < 1 ? 2 : 3)}`;
}

export function atMost(what: string, bound: number, ratio: Ratio | null): Target {
  const isMet = ratio !== null && ratio.sign !== '>' && ratio.value <= bound;
  return { what, bound: `at most ${bound}`, measured: ratioText(ratio), isMet };
}

export function atLeast(what: string, bound: number, value: number): Target {
  const written = (number: number) => number.toLocaleString('en');
  return { what, bound: `at least ${written(bound)}`, measured: written(rounded(value)), isMet: value >= bound };
}

/** The names and values of those ratios that are known. */
export function ratioFigures(ratios: Readonly<Record<string, Ratio | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ratios).flatMap(([name, ratio]) => (ratio === null ? [] : [[name, rounded(ratio.value)]])),
  );
}

/** To three digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** "over 20.0 s" where it was stopped. */
export function timeText({ value, isOver }: Cost): string {
  const text =
    value < 1000 ? `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
  return isOver ? `over ${text}` : text;
}
