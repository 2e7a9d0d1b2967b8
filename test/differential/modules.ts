/** Programs of several files: what their modules give each other, in Node and in the interpreter. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { agreementOf } from './compare.ts';
import { hostOfFolder, interpret } from './interpreted.ts';
import type { Compared } from './language.ts';
import { outcomeInNode, type Program, programsOf } from './node.ts';

const PROJECTS = fileURLToPath(new URL('projects', import.meta.url));

/** The folders, each a program of its own with a main file. */
export const NAMES: readonly string[] = readdirSync(PROJECTS).sort();

/** Compares the programs that the main file of a folder exports. */
export async function compareProject(name: string): Promise<readonly Compared[]> {
  const folder = join(PROJECTS, name);
  const main = readdirSync(folder).find((file) => /^main\.[jt]s$/.test(file)) ?? 'main.js';
  const path = join(folder, main);
  const programs = readdirSync(folder).includes('tsconfig.json') ? await bundled(path) : await programsOf(path);
  const host = hostOfFolder(folder);
  const compared: Compared[] = [];
  for (const [program, run] of programs) {
    const found = interpret(host, path, program);
    compared.push({ file: name, name: program, inputs: '', ...agreementOf(found, await outcomeInNode(run)) });
  }
  return compared;
}

/** Node knows nothing of the names that a configuration maps: those are resolved before it runs. */
async function bundled(path: string): Promise<ReadonlyMap<string, Program>> {
  const folder = mkdtempSync(join(tmpdir(), 'shapewise-'));
  try {
    const outfile = join(folder, 'main.mjs');
    buildSync({ entryPoints: [path], bundle: true, format: 'esm', platform: 'node', outfile });
    return await programsOf(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
