/** Builds, then prints the shapes of the given files, or of the examples. */
import { spawnSync } from 'node:child_process';
import { buildAll } from './build.ts';

const paths = process.argv.slice(2);
await buildAll();
const args = ['dist/cli.js', 'shapes', ...(paths.length > 0 ? paths : ['examples'])];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 2;
