/** What was measured on, and with which versions. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import type { TypeScriptSix } from './install.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What and value. */
export function conditions({ tsc }: TypeScriptSix): readonly (readonly [string, string])[] {
  const load = loadavg()[0] ?? 0;
  return [
    ['processor', `${cpus()[0]?.model.trim() ?? '?'}, ${availableParallelism()} cores`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(1)} GB`],
    ['system', `${type()} ${release()} ${arch()}`],
    ['load when it began', load.toFixed(1)],
    ['Node', process.version],
    ['Shapewise', `${versionIn(ROOT)}, ${lastChange()}`],
    ['TypeScript beside it', versionIn(join(dirname(tsc), '..'))],
    ['TensorFlow.js', versionIn(join(ROOT, 'node_modules/@tensorflow/tfjs'))],
  ];
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
}

/** The day of the last commit, where the sources are a clone. */
function lastChange(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%cs'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'not a clone';
  }
}
