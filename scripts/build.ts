/** Builds `dist/`: the command line and the server, which share one chunk with the compiler, and the extension. */
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** What bundled CommonJS packages expect, and ES modules do not have. */
const COMMONJS_GLOBALS = `
import { createRequire as shapewiseCreateRequire } from 'node:module';
import { fileURLToPath as shapewiseFileURLToPath } from 'node:url';
const require = shapewiseCreateRequire(import.meta.url);
const __filename = shapewiseFileURLToPath(import.meta.url);
const __dirname = shapewiseFileURLToPath(new URL('.', import.meta.url));`;

const ROOT = join(import.meta.dirname, '..');

/** @param outdir an absolute path */
export async function buildAll(outdir: string = join(ROOT, 'dist')): Promise<void> {
  const common: BuildOptions = {
    absWorkingDir: ROOT,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'linked',
    logLevel: 'warning',
    outdir,
  };
  await rm(outdir, { recursive: true, force: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: { cli: 'server/cli.ts', server: 'server/main.ts' },
      format: 'esm',
      splitting: true,
      banner: { js: COMMONJS_GLOBALS },
    }),
    build({
      ...common,
      entryPoints: { client: 'client/extension.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      external: ['vscode'],
    }),
  ]);
  await Promise.all(['cli.js', 'server.js'].map((name) => chmod(`${outdir}/${name}`, 0o755)));
}

if (import.meta.filename === process.argv[1]) await buildAll();
