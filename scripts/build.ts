/** Builds `dist/`: the command line and the server, which share one chunk with the compiler, and the extension. */
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** What bundled CommonJS packages expect, and ES modules do not have. */
const COMMONJS_GLOBALS = `
import { createRequire as shapewiseCreateRequire } from 'node:module';
import { fileURLToPath as shapewiseFileURLToPath } from 'node:url';
const require = shapewiseCreateRequire(import.meta.url);
const __filename = shapewiseFileURLToPath(import.meta.url);
const __dirname = shapewiseFileURLToPath(new URL('.', import.meta.url));`;

const ROOT = join(import.meta.dirname, '..');

/**
 * The compiler as an object with plain properties. As it is bundled each of its functions is behind two getters, and
 * walks over trees spend more time in these than in themselves.
 */
const plainCompiler: Plugin = {
  name: 'plain-compiler',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ts-morph$/ }, ({ importer }) =>
      importer.includes('node_modules') ? undefined : { path: 'ts-morph', namespace: 'plain-compiler' },
    );
    onLoad({ filter: /.*/, namespace: 'plain-compiler' }, () => ({
      contents: `import { ts as compiler } from '@ts-morph/common'; export const ts = { ...compiler };`,
      resolveDir: ROOT,
    }));
  },
};

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
      plugins: [plainCompiler],
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
