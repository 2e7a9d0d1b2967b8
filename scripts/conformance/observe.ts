/** Runs the library's own tests on its CPU backend, instrumented, in a process of their own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { instrument } from './instrument.ts';
import type { Observations } from './recorder.ts';

export interface Run {
  readonly bodies: number;
  readonly observations: Observations;
}

const HERE = import.meta.dirname;

/** @param files relative to `folder`, the compiled sources of the library */
export async function observe(folder: string, files: readonly string[]): Promise<Run> {
  const work = mkdtempSync(join(tmpdir(), 'shapewise-conformance-'));
  try {
    const [outfile, report] = [join(work, 'tests.mjs'), join(work, 'report.json')];
    await build({
      stdin: { contents: entryOf(folder, files), resolveDir: HERE, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      plugins: [instrumented(folder)],
      mainFields: ['module', 'main'],
      // Some of what is bundled requires modules of Node.
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(`${HERE}/`)});`,
      },
      external: ['node-fetch', 'util', 'fs', 'string_decoder', 'crypto'],
      logLevel: 'error',
    });
    execFileSync(process.execPath, [outfile, report], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
    return JSON.parse(readFileSync(report, 'utf8')) as Run;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function entryOf(folder: string, files: readonly string[]): string {
  const inFolder = (file: string) => JSON.stringify(join(folder, file));
  return `
    import { runTests } from './jasmine.ts';
    import { observations } from './recorder.ts';
    import * as tf from ${inFolder('index.js')};
    import ${inFolder('public/chained_ops/register_all_chained_ops.js')};
    import ${inFolder('register_all_gradients.js')};
    import '@tensorflow/tfjs-backend-cpu';
    import { writeFileSync } from 'node:fs';
    await tf.setBackend('cpu');
    ${files.map((file) => `await import(${inFolder(file)});`).join('\n')}
    const { bodies } = await runTests();
    writeFileSync(process.argv[2], JSON.stringify({ bodies, observations }));
    process.exit(0);`;
}

function instrumented(folder: string): Plugin {
  return {
    name: 'instrumented tests',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /jasmine_util$/ }, () => ({ path: join(HERE, 'jasmine.ts') }));
      onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, () => ({ path: join(folder, 'index.js') }));
      onResolve({ filter: /_test$/ }, ({ importer, path }) => ({ path: `${resolve(dirname(importer), path)}.js` }));
      onLoad({ filter: /_test\.js$/ }, ({ path }) => ({
        contents: instrument(readFileSync(path, 'utf8'), relative(folder, path)),
        loader: 'js',
        resolveDir: dirname(path),
      }));
    },
  };
}
