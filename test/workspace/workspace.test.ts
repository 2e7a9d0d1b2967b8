/** What the workspace finds, reads and resolves, on folders made for each case. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { ts } from 'ts-morph';
import { openWorkspace } from '../../server/workspace.ts';
import { type FixtureFolder, fixtureFolder } from '../cli/fixture-folder.ts';

let folder: FixtureFolder;

function open(files: Readonly<Record<string, string>>, paths: readonly string[] = ['.']) {
  folder = fixtureFolder(files);
  return openWorkspace(paths.map((path) => folder.file(path)));
}

/** The type that the checker gives to the first variable of a file. */
function typeOfFirstVariable(workspace: ReturnType<typeof openWorkspace>, path: string): string {
  const statement = workspace.sourceFile(path)?.statements.find(ts.isVariableStatement);
  const declaration = statement?.declarationList.declarations[0];
  assert.ok(declaration);
  const checker = workspace.checker(path);
  return checker.typeToString(checker.getTypeAtLocation(declaration));
}

describe('workspace', () => {
  afterEach(() => folder.remove());

  describe('files', () => {
    it('lists programs in all their extensions, and neither packages, nor declarations, nor build results', () => {
      const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];
      const workspace = open({
        ...Object.fromEntries(extensions.map((extension) => [`src/a.${extension}`, ''])),
        'src/a.d.ts': '',
        'src/a.d.mts': '',
        'src/readme.md': '',
        'package.json': '{}',
        'dist/a.js': '',
        'src/build/kept.js': '',
        'node_modules/p/index.js': '',
        'src/node_modules/p/index.js': '',
      });
      const expected = [...extensions.map((extension) => `src/a.${extension}`), 'src/build/kept.js'];
      assert.deepEqual(workspace.sources, expected.map((name) => folder.file(name)).sort());
      assert.deepEqual(workspace.skipped, [{ path: `${folder.path}/dist/`, reason: 'it is an output folder' }]);
    });

    it('lists programs inside a package when that is what it was opened on', () => {
      const workspace = open({ 'node_modules/p/src/a.js': '' }, ['node_modules/p/src']);
      assert.deepEqual(workspace.sources, [folder.file('node_modules/p/src/a.js')]);
    });

    it('leaves out minified, huge and binary files, and says why', () => {
      const workspace = open({
        'minified.js': `x=[${'1,'.repeat(4000)}];`,
        'huge.js': '// a line of a large file\n'.repeat(100_000),
        'video.ts': 'G\0\0\0',
        'mapped.js': `const size = 224;\n//# sourceMappingURL=data:application/json;base64,${'A'.repeat(8000)}\n`,
        'data.js': `const image = '${'A'.repeat(3000)}';\n${'const size = 224;\n'.repeat(400)}`,
      });
      const reasons = workspace.sources.map((path) => workspace.skipReason(path));
      const expected = [
        null,
        'it is larger than 2 MB',
        null,
        'it looks minified: most of it stands in very long lines',
        'it is not text',
      ];
      assert.deepEqual(reasons, expected);
      assert.equal(workspace.sourceFile(folder.file('huge.js')), null);
    });

    it('parses a file with syntax errors as far as it goes', () => {
      const workspace = open({ 'a.ts': 'const a = 1;\nconst = ;\nconst b = 2;' });
      const names = workspace.sourceFile(folder.file('a.ts'))?.statements.map((statement) => statement.getText());
      assert.equal(names?.[0], 'const a = 1;');
      assert.equal(names?.at(-1), 'const b = 2;');
    });

    it('reads a text without its byte order mark', () => {
      const workspace = open({ 'a.js': '\uFEFFconst a = 1;' });
      assert.equal(workspace.text(folder.file('a.js')), 'const a = 1;');
    });
  });

  describe('versions', () => {
    const FILES = { 'a.ts': 'const a = 1;', 'b.ts': 'const b = 1;' };

    it('keeps tree and version where an overlay changes nothing, and the trees of all other files where it does', () => {
      const workspace = open(FILES);
      const [a, b] = [folder.file('a.ts'), folder.file('b.ts')];
      const trees = [workspace.sourceFile(a), workspace.sourceFile(b)];
      const { version } = workspace;
      workspace.setOverlay(a, FILES['a.ts']);
      assert.equal(workspace.version, version);
      assert.equal(workspace.sourceFile(a), trees[0]);
      workspace.setOverlay(a, 'const a = 2;');
      assert.ok(workspace.version > version);
      assert.equal(workspace.text(a), 'const a = 2;');
      assert.equal(workspace.sourceFile(b), trees[1]);
      workspace.clearOverlay(a);
      assert.equal(workspace.text(a), FILES['a.ts']);
    });

    it('runs with edits, then is what it was: texts, trees, version and checker', () => {
      const workspace = open(FILES);
      const [a, b] = [folder.file('a.ts'), folder.file('b.ts')];
      const before = [workspace.version, workspace.sourceFile(a), workspace.checker(a)];
      assert.equal(typeOfFirstVariable(workspace, a), '1');
      const edits = [
        { path: a, start: 10, end: 11, text: '"two"' },
        { path: a, start: 0, end: 0, text: '/* first */ ' },
        { path: b, start: 10, end: 11, text: '3' },
      ];
      const inside = workspace.withEdits(edits, () => {
        assert.equal(workspace.text(a), '/* first */ const a = "two";');
        assert.equal(typeOfFirstVariable(workspace, a), '"two"');
        assert.equal(typeOfFirstVariable(workspace, b), '3');
        return workspace.version;
      });
      assert.notEqual(inside, before[0]);
      assert.deepEqual([workspace.version, workspace.text(b)], [before[0], FILES['b.ts']]);
      assert.equal(workspace.sourceFile(a), before[1]);
      assert.equal(workspace.checker(a), before[2]);
      workspace.setOverlay(a, 'const a = 9;');
      assert.notEqual(workspace.version, inside);
    });

    it('restores also when the run fails', () => {
      const workspace = open(FILES);
      const a = folder.file('a.ts');
      const fail = () => {
        throw new Error('stop');
      };
      assert.throws(() => workspace.withEdits([{ path: a, start: 0, end: 5, text: 'let' }], fail), /stop/);
      assert.equal(workspace.text(a), FILES['a.ts']);
    });

    it('reads a file again, and lists new ones, when told of a change on disk', () => {
      const workspace = open(FILES);
      const [a, c] = [folder.file('a.ts'), folder.file('c.ts')];
      assert.equal(workspace.resolveModule('./c', a), null);
      writeFileSync(c, 'export const c = 1;');
      workspace.refresh(c);
      assert.ok(workspace.sources.includes(c));
      assert.deepEqual(workspace.resolveModule('./c', a), { kind: 'source', path: c });
    });
  });

  describe('modules', () => {
    it('resolves files, folders, JSON, and scripts behind their declarations', () => {
      const workspace = open({
        'src/main.js': '',
        'src/model.ts': '',
        'src/layers/index.js': '',
        'src/sizes.json': '{ "width": 224 }',
        'src/vendored.js': '',
        'src/vendored.d.ts': '',
      });
      const main = folder.file('src/main.js');
      const resolve = (specifier: string) => workspace.resolveModule(specifier, main);
      for (const [specifier, name] of [
        ['./model', 'model.ts'],
        ['./model.js', 'model.ts'],
        ['./layers', 'layers/index.js'],
        ['./sizes.json', 'sizes.json'],
        ['./vendored', 'vendored.js'],
      ] as const) {
        assert.deepEqual(resolve(specifier), { kind: 'source', path: folder.file(`src/${name}`) });
      }
      assert.equal(resolve('./weights.bin'), null);
      assert.equal(workspace.sourceFile(folder.file('src/sizes.json'))?.statements.length, 1);
    });

    it('names packages, installed or not, and never enters them', () => {
      const workspace = open({
        'main.js': '',
        'node_modules/p/package.json': '{ "name": "p", "version": "1.0.0", "main": "index.js" }',
        'node_modules/p/index.js': '',
      });
      const resolve = (specifier: string) => workspace.resolveModule(specifier, folder.file('main.js'));
      assert.deepEqual(resolve('p'), { kind: 'package', name: 'p' });
      assert.deepEqual(resolve('p/index.js'), { kind: 'package', name: 'p' });
      assert.deepEqual(resolve('@scope/q/dist/x.js'), { kind: 'package', name: '@scope/q' });
      assert.deepEqual(resolve('https://host.example/tf.js'), { kind: 'package', name: 'https://host.example/tf.js' });
    });

    it('follows the paths of the nearest tsconfig.json, also through one that only refers to others', () => {
      const app = { compilerOptions: { paths: { '~/*': ['./src/*'] } }, include: ['src'] };
      const workspace = open(
        {
          'tsconfig.json': JSON.stringify({
            files: [],
            references: [{ path: './tsconfig.tools.json' }, { path: './tsconfig.app.json' }],
          }),
          'tsconfig.app.json': JSON.stringify(app),
          'tsconfig.tools.json': JSON.stringify({ include: ['tools'] }),
          'src/main.ts': '',
          'src/model.ts': '',
        },
        ['src/main.ts'],
      );
      const expected = { kind: 'source', path: folder.file('src/model.ts') };
      assert.deepEqual(workspace.resolveModule('~/model', folder.file('src/main.ts')), expected);
    });

    it('accepts what bundlers accept where the configuration is stricter', () => {
      const workspace = open({
        'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
        'package.json': '{ "type": "module" }',
        'main.ts': '',
        'model.ts': '',
      });
      const expected = { kind: 'source', path: folder.file('model.ts') };
      assert.deepEqual(workspace.resolveModule('./model', folder.file('main.ts')), expected);
    });

    it('goes on with a tsconfig.json whose base is missing, and says so in one line', () => {
      const workspace = open({ 'tsconfig.json': '{ "extends": "@tsconfig/nowhere" }', 'main.ts': 'const a = 1;' });
      assert.equal(workspace.problems.length, 1);
      assert.match(workspace.problems[0] ?? '', /tsconfig\.json.*nowhere[^\n]*$/);
      assert.equal(typeOfFirstVariable(workspace, folder.file('main.ts')), '1');
    });
  });

  describe('names for all files', () => {
    it('are the words of scripts and of what is declared for all, and of no module', () => {
      const workspace = open({
        'script.js': 'var counter = 1;',
        'types.d.ts': 'declare const shown: number;\ndeclare module "m" {\n  export const inModule: 1;\n}',
        'global.ts': 'export {};\ndeclare global { var everywhere: number }',
        'umd.d.ts': 'export as namespace lib;\nexport const member: 1;',
        'module.d.ts': 'export declare const ofModule: 1;',
        'common.js': "const common = require('p');\nmodule.exports = common;",
        'module.ts': "import 'p';\nconst own = 1;",
      });
      const mentioned = ['counter', 'shown', 'inModule', 'everywhere', 'lib', 'member'];
      const others = ['c', 'count', 'ofModule', 'common', 'own'];
      assert.deepEqual(
        [...mentioned, ...others].filter((name) => workspace.mentionsForAll(name)),
        mentioned,
      );
    });
  });

  describe('broken configurations', () => {
    const FILES = { 'main.ts': '', 'part/tsconfig.json': '{ "compilerOptions": ', 'part/a.ts': 'const a = 1;' };

    it('stop the opening where the user named what they hold for', () => {
      assert.throws(() => open(FILES, ['part']), { name: 'WorkspaceError', message: /tsconfig\.json:1:\d+: [^\n]+$/ });
    });

    it('are told of and passed over deeper inside', () => {
      const workspace = open(FILES);
      assert.equal(typeOfFirstVariable(workspace, folder.file('part/a.ts')), '1');
      assert.match(workspace.problems.join('\n'), /^[^\n]*part\/tsconfig\.json:1:\d+: [^\n]+$/);
    });
  });

  describe('types', () => {
    it('knows the language, the page, imported files, and JavaScript', () => {
      const workspace = open({
        'a.js': 'const image = document.createElement("img");',
        'b.ts': 'import { n } from "./c"; const m = [n].map(String);',
        'c.js': 'export const n = 5;',
      });
      assert.equal(typeOfFirstVariable(workspace, folder.file('a.js')), 'HTMLImageElement');
      assert.equal(typeOfFirstVariable(workspace, folder.file('b.ts')), 'string[]');
    });

    it('types a buffer that is not on disk', () => {
      const workspace = open({ 'c.js': 'export const n = 5;' });
      const path = folder.file('untitled.ts');
      workspace.setOverlay(path, 'import { n } from "./c"; const m = n;');
      assert.equal(typeOfFirstVariable(workspace, path), '5');
    });
  });
});
