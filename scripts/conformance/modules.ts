/** Writes the modules that a test imports from beside it, as re-exports of the library's public names. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';

/** What the framework defines everywhere, behind a test's text: each body runs once. */
export const FRAMEWORK_GLOBALS = `
function describe(name, body) { body(); }
function it(name, body) { body(() => {}); }
function beforeEach(body) { body(); }
function beforeAll(body) { body(); }
function afterEach(body) { body(); }
function afterAll(body) { body(); }
`;

/** The framework runs a suite's body once, on one environment. */
const FRAMEWORK = `
export const ALL_ENVS = {};
export const SYNC_BACKEND_ENVS = {};
export const NODE_ENVS = {};
export function describeWithFlags(name, constraints, body) { body({ name: 'cpu', backendName: 'cpu' }); }
`;

/**
 * The analysis never reads the library's sources: what stands beside a test is replaced by what the same names mean to
 * a user. A name that is not public is left out.
 * @param folder the compiled sources of the library
 * @param copies where the copy of the test stands
 * @param file the test, relative to both
 */
export function writeModules(folder: string, copies: string, file: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [, specifier = ''] of text.matchAll(/^import .* from '(\.[^']*)';$/gm)) {
    const module = join(dirname(file), specifier);
    const [source, copy] = [join(folder, `${module}.js`), join(copies, `${module}.js`)];
    if (isOther(module) || !existsSync(source) || existsSync(copy)) continue;
    mkdirSync(dirname(copy), { recursive: true });
    const isFramework = basename(module) === 'jasmine_util';
    writeFileSync(copy, isFramework ? FRAMEWORK : reexports(basename(module), namesOf(source)));
  }
}

/** The library's index is known by its name; other tests are none of its public parts. */
function isOther(module: string): boolean {
  return /_test$|(^|\/)(index|ops)$/.test(module);
}

/** The names that a module exports, also those of the modules that it passes on. */
function namesOf(path: string): readonly string[] {
  const source = readFileSync(path, 'utf8');
  const declared = [...source.matchAll(/^export (?:async )?(?:const|let|function\*?|class) (\w+)/gm)];
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) => names.split(','));
  const passed = [...source.matchAll(/^export \* from '(\.[^']*)'/gm)];
  return [
    ...declared.map(([, name = '']) => name),
    ...listed.map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
    ...passed.flatMap(([, module = '']) => namesOf(join(dirname(path), `${module}.js`))),
  ];
}

function reexports(module: string, names: readonly string[]): string {
  const lines = names.flatMap((name) => {
    const path = publicPath(module, name);
    return path === null ? [] : [`export const ${name} = ${path};`];
  });
  return ["import * as tf from '@tensorflow/tfjs';", ...new Set(lines), ''].join('\n');
}

/** Where a user finds a name: in the namespace called like its module, in `tf`, or among the utilities. */
function publicPath(module: string, name: string): string | null {
  const root: Readonly<Record<string, unknown>> = tf;
  const namespaces = [module, '', 'util', 'backend_util'];
  const found = namespaces.find((namespace) => {
    const members = namespace === '' ? root : root[namespace];
    return typeof members === 'object' && members !== null && name in members;
  });
  if (found === undefined) return null;
  return found === '' ? `tf.${name}` : `tf.${found}.${name}`;
}
