/** Look-ups in tables by names that come from the user's program: `constructor` is in no table. */

export function entryOf<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
