/** The written programs, each in Node and in the interpreter: what differs, what is not known. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import { type Agreement, agreementOf, type World } from './compare.ts';
import { hostOfFolder, interpret } from './interpreted.ts';
import { outcomeInNode, type Program, programsOf } from './node.ts';
import { argumentsFor, type Inputs, worldsFor } from './symbolic.ts';

const PROGRAMS = fileURLToPath(new URL('programs', import.meta.url));

/** One comparison: a program as it is written, or run once for all inputs and then for some. */
export interface Compared extends Agreement {
  readonly file: string;
  readonly name: string;
  /** How it was run: `''` as written, else on which inputs. */
  readonly inputs: string;
}

export const FILES: readonly string[] = readdirSync(PROGRAMS)
  .filter((name) => /\.[jt]s$/.test(name))
  .sort();

const host = hostOfFolder(PROGRAMS);

/** The names of the programs in a file, without running it. */
export function namesIn(file: string): readonly string[] {
  const tree = ts.createSourceFile(file, readFileSync(join(PROGRAMS, file), 'utf8'), ts.ScriptTarget.ESNext);
  return tree.statements.flatMap((one) =>
    ts.isFunctionDeclaration(one) && isExported(one) && one.body !== undefined ? [one.name?.text ?? ''] : [],
  );
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return (node.modifiers ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
}

/** Compares every program of a file, and those with inputs on symbols too. */
export async function compareFile(file: string): Promise<readonly Compared[]> {
  const path = join(PROGRAMS, file);
  const compared: Compared[] = [];
  for (const [name, program] of await programsOf(path)) {
    if (!namesIn(file).includes(name)) continue;
    const found = guarded(() => interpret(host, path, name));
    const real = await outcomeInNode(program);
    compared.push({ file, name, inputs: '', ...judge(found, (run) => agreementOf(run, real)) });
    compared.push(...(await compareOnSymbols(path, file, name, program)));
  }
  return compared;
}

async function compareOnSymbols(
  path: string,
  file: string,
  name: string,
  program: Program,
): Promise<readonly Compared[]> {
  const parameters = inputsOf(file, name);
  if (parameters.length === 0) return [];
  const compared: Compared[] = [];
  for (const kind of ['sizes', 'numbers'] as const) {
    const found = guarded(() => interpret(host, path, name, argumentsFor(parameters, kind)));
    for (const world of worldsFor(parameters)) {
      const real = await outcomeInNode(
        program,
        parameters.map((one) => world.get(one.name)),
      );
      const inputs = `${kind} ${[...world].map(([key, value]) => `${key} = ${value}`).join(', ')}`;
      compared.push({ file, name, inputs, ...judge(found, (run) => agreementOf(run, real, world)) });
    }
  }
  return compared;
}

/** Parameters with a number as their default are inputs. */
function inputsOf(file: string, name: string): Inputs {
  const tree = ts.createSourceFile(file, readFileSync(join(PROGRAMS, file), 'utf8'), ts.ScriptTarget.ESNext);
  const found = tree.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name && one.body);
  if (found === undefined || !ts.isFunctionDeclaration(found)) return [];
  return found.parameters.flatMap(({ name: parameter, initializer }) =>
    ts.isIdentifier(parameter) && initializer !== undefined && ts.isNumericLiteral(initializer)
      ? [{ name: parameter.text, value: Number(initializer.text) }]
      : [],
  );
}

type Run = ReturnType<typeof interpret>;

/** A run, or the exception that the interpreter itself threw. */
function guarded(run: () => Run): Run | Error {
  try {
    return run();
  } catch (error) {
    return error as Error;
  }
}

function judge(found: Run | Error, compare: (run: Run) => Agreement): Agreement {
  if (found instanceof Error) return { kind: 'different', why: `the interpreter fails: ${found.stack}` };
  try {
    return compare(found);
  } catch (error) {
    return { kind: 'different', why: `the comparison fails: ${(error as Error).stack}` };
  }
}

export type { World };
