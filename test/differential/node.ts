/** What a program does in Node: the truth that the interpreter is measured by. */

/** How a call ended, by returning or by throwing; a promise counts as what it comes to. */
export interface Outcome {
  readonly threw: boolean;
  readonly value: unknown;
}

export type Program = (...args: readonly unknown[]) => unknown;

/** The programs of a file: its exported functions, by name. */
export async function programsOf(path: string): Promise<ReadonlyMap<string, Program>> {
  const module = (await import(path)) as Record<string, unknown>;
  const isProgram = (entry: [string, unknown]): entry is [string, Program] => typeof entry[1] === 'function';
  return new Map(Object.entries(module).filter(isProgram));
}

export async function outcomeInNode(program: Program, args: readonly unknown[] = []): Promise<Outcome> {
  try {
    return { threw: false, value: await program(...args) };
  } catch (error) {
    return { threw: true, value: error };
  }
}
