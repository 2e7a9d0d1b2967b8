/** The command as a process of its own: exit codes and one-line errors where it cannot run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { type FixtureFolder, fixtureFolder } from './fixture-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

function shapewise(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = { NO_COLOR: '1' }) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  return spawnSync(process.execPath, [TSX, join(ROOT, 'server/cli.ts'), ...args], {
    cwd,
    env: { ...inherited, ...env },
    encoding: 'utf8',
  });
}

describe('the command as a process', () => {
  let folder: FixtureFolder;

  before(() => {
    folder = fixtureFolder({
      'notes.md': '# nothing here',
      'empty/readme.md': '',
      'broken/tsconfig.json': '{ "compilerOptions": { ',
      'broken/main.ts': 'export const a = 1;',
      'list/tsconfig.json': '[]',
      'list/main.ts': 'export const a = 1;',
      'plain/main.ts': 'export const a = 1;',
      'video/main.ts': new Uint8Array([0x47, 0, 1, 2, 0, 0]),
    });
    symlinkSync('loop.ts', folder.file('loop.ts'));
  });

  after(() => folder.remove());

  const failures: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a path that does not exist', ['check', 'nowhere.ts'], /^error nowhere\.ts: no such file or folder\n$/],
    ['a folder without programs', ['check', 'empty'], /^error empty: no TypeScript or JavaScript file there\n$/],
    [
      'a file that is no program',
      ['shapes', 'notes.md'],
      /^error notes\.md: no TypeScript or JavaScript file there\n$/,
    ],
    ['a broken tsconfig', ['check', 'broken'], /^error broken\/tsconfig\.json:1:\d+: [^\n]+\n$/],
    ['a tsconfig that is a list', ['check', 'list'], /^error list\/tsconfig\.json:1:1: [^\n]+\n$/],
    ['a tsconfig that does not exist', ['check', '--tsconfig', 'no.json', 'plain'], /^error no\.json: [^\n]+\n$/],
    ['a file that cannot be read', ['check', 'loop.ts'], /^error loop\.ts: cannot be read \(ELOOP\)\n$/],
    [
      'a file that is no text',
      ['check', 'video'],
      /^warning video\/main\.ts is left out: it is not text\nerror [^\n]+\n$/,
    ],
    ['a library that is not NAME=LIBRARY', ['check', '--library', 'tf', 'plain'], /^error --library tf: [^\n]+\n$/],
    ['an unknown option', ['check', '--wat', 'plain'], /^error: unknown option '--wat'\n$/],
    ['an unknown format', ['check', '--format', 'xml', 'plain'], /^error: option '--format <format>'[^\n]+\n$/],
    ['no path', ['check'], /^error: missing required argument 'path'\n$/],
  ];

  for (const [what, args, message] of failures) {
    it(`exits 2 with one line for ${what}`, () => {
      const { status, stdout, stderr } = shapewise(args, folder.path);
      assert.match(stderr, message);
      assert.equal(stdout, '');
      assert.equal(status, 2);
    });
  }

  it('prints its version and its help', () => {
    assert.equal(shapewise(['--version'], folder.path).stdout, `${packageJson.version}\n`);
    const { status, stdout } = shapewise(['--help'], folder.path);
    assert.equal(status, 0);
    for (const command of ['check', 'shapes']) assert.match(stdout, new RegExp(command));
  });

  it('colours errors where asked, and never with NO_COLOR', () => {
    const escape = String.fromCharCode(27);
    const coloured = shapewise(['check', 'nowhere.ts'], folder.path, { FORCE_COLOR: '1' });
    assert.ok(coloured.stderr.includes(escape));
    assert.ok(!shapewise(['check', 'nowhere.ts'], folder.path).stderr.includes(escape));
  });
});
