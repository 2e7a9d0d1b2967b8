/** Functions without tensors, as most of a project has them; `$` is the function's name, `^` the same with a capital, `#` a size, `@` another function. */
import type { Kind, Template } from './generate.ts';
import { template } from './tensors.ts';

export const PLAIN: Readonly<Record<Extract<Kind, 'words' | 'number'>, readonly Template[]>> = {
  words: [
    template(`
/** Words of at most # letters, each once. */
export function $(text: string): string {
  const seen = new Set<string>();
  for (const word of text.toLowerCase().split(/\\s+/)) {
    if (word.length <= #) seen.add(word);
  }
  return @([...seen].sort().join(' '));
}`),
    template(`
export interface ^Entry {
  readonly key: string;
  readonly value: string;
}

/** Reads lines of the form key=value, and writes them in order. */
export function $(text: string): string {
  const entries: ^Entry[] = [];
  for (const line of text.split('\\n')) {
    const [key, value] = line.split('=');
    if (key === undefined || value === undefined) continue;
    entries.push({ key: key.trim(), value: value.trim() });
  }
  entries.sort((a, b) => a.key.localeCompare(b.key));
  return @(entries.map(({ key, value }) => key + '=' + value).join('\\n'));
}`),
    template(`
/** A table of # columns, its cells padded to the widest of each. */
export function $(text: string): string {
  const cells = @(text).split(',');
  const rows: string[][] = [];
  for (let start = 0; start < cells.length; start += #) rows.push(cells.slice(start, start + #));
  const widths = Array.from({ length: # }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' ')).join('\\n');
}`),
  ],
  number: [
    template(`
class ^Cache {
  private readonly values = new Map<number, number>();

  get(key: number, make: (key: number) => number): number {
    const known = this.values.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (this.values.size >= #) this.values.clear();
    this.values.set(key, value);
    return value;
  }
}

const $Values = new ^Cache();

export function $(n: number): number {
  return $Values.get(n, (key) => @(key * key));
}`),
    template(`
/** How often halving gives a whole number, at most # times. */
export function $(n: number): number {
  let rest = @(Math.trunc(n));
  let count = 0;
  while (rest > 1 && rest % 2 === 0 && count < #) {
    rest /= 2;
    count++;
  }
  return count;
}`),
    template(`
export type ^Schedule = 'constant' | 'linear' | 'cosine';

/** The learning rate after n of # steps. */
export function $(n: number, schedule: ^Schedule = 'linear'): number {
  const share = Math.min(1, Math.max(0, @(n) / #));
  switch (schedule) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - share;
    default:
      return 0.5 * (1 + Math.cos(Math.PI * share));
  }
}`),
  ],
};
