import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAttempt } from '../../server/attempt.ts';
import { createProjects, type Projects } from '../../server/projects.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { fakeAnalyzer } from './fakeAnalyzer.ts';

describe('projects', () => {
  let folder: string;
  let logs: string[];
  let projects: Projects;
  let fake: ReturnType<typeof fakeAnalyzer>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shapewise-'));
    mkdirSync(join(folder, 'inner'));
    logs = [];
    fake = fakeAnalyzer();
    const log = (message: string) => void logs.push(message);
    projects = createProjects(fake.create, createAttempt({ log, warn: log }));
    projects.setFolders([folder, join(folder, 'inner')]);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (name: string) => join(folder, name);
  const shapes = (path: string) => projects.analyze(path)?.bindings.map(({ text }) => text);

  it('lay open documents over files, until they are closed', () => {
    writeFileSync(file('a.ts'), 'const a = tensor(1);');
    assert.deepEqual(shapes(file('a.ts')), ['[1]']);
    projects.update(file('a.ts'), 'const a = tensor(2);');
    assert.equal(projects.text(file('a.ts')), 'const a = tensor(2);');
    assert.deepEqual(shapes(file('a.ts')), ['[2]']);
    projects.close(file('a.ts'));
    assert.deepEqual(shapes(file('a.ts')), ['[1]']);
  });

  it('read files again that changed on disk, but not below an open document', () => {
    writeFileSync(file('a.ts'), 'const a = tensor(1);');
    assert.equal(projects.text(file('a.ts')), 'const a = tensor(1);');
    writeFileSync(file('a.ts'), 'const a = tensor(2);');
    assert.equal(projects.refresh([file('a.ts')]), true);
    assert.equal(projects.text(file('a.ts')), 'const a = tensor(2);');
    projects.update(file('a.ts'), 'const a = tensor(3);');
    const state = projects.state(file('a.ts'));
    assert.equal(projects.refresh([file('a.ts')]), false);
    assert.equal(projects.state(file('a.ts')), state);
    assert.deepEqual(shapes(file('a.ts')), ['[3]']);
  });

  it('open their folder again after many changes or another configuration, and keep open documents', () => {
    projects.update(file('a.ts'), 'const a = tensor(2);');
    for (const changed of [[file('tsconfig.json')], Array.from({ length: 30 }, (_, index) => file(`${index}.ts`))]) {
      const state = projects.state(file('a.ts'));
      projects.refresh(changed);
      assert.notEqual(projects.state(file('a.ts')), state);
      assert.deepEqual(shapes(file('a.ts')), ['[2]']);
    }
  });

  it('have the settings of the innermost folder', () => {
    const quiet = {
      ...DEFAULT_SETTINGS,
      inlayHints: { variables: false, parameters: false, returns: false, chains: false },
    };
    projects.configure(new Map([[file('inner'), quiet]]));
    assert.equal(projects.settings(file('inner/a.ts')), quiet);
    assert.equal(projects.settings(file('inner-not/a.ts')), DEFAULT_SETTINGS);
    assert.equal(projects.settings('/somewhere/else.ts'), DEFAULT_SETTINGS);
  });

  it('have another state with other texts or settings, and the same without', () => {
    const states = new Set([projects.state(file('a.ts')), projects.state(file('a.ts'))]);
    assert.equal(states.size, 1);
    projects.update(file('a.ts'), 'const a = 1;');
    states.add(projects.state(file('a.ts')));
    projects.configure(new Map());
    states.add(projects.state(file('a.ts')));
    projects.setFolders([folder]);
    states.add(projects.state(file('a.ts')));
    assert.equal(states.size, 4);
  });

  it('do not try again what failed before something has changed', () => {
    projects.update(file('a.ts'), 'CRASH');
    assert.equal(projects.analyze(file('a.ts')), null);
    assert.equal(projects.analyze(file('a.ts')), null);
    assert.deepEqual([fake.analysed, logs.length], [['CRASH'], 1]);
    projects.update(file('a.ts'), 'const a = tensor(2);');
    assert.deepEqual(shapes(file('a.ts')), ['[2]']);
  });

  it('report a folder that is not there, once, and try again when a document is opened', () => {
    projects.setFolders([file('later')]);
    assert.equal(projects.analyze(file('later/a.ts')), null);
    assert.equal(projects.text(file('later/a.ts')), null);
    assert.equal(logs.length, 1);
    mkdirSync(file('later'));
    projects.update(file('later/a.ts'), 'const a = tensor(2);');
    assert.deepEqual(shapes(file('later/a.ts')), ['[2]']);
  });
});
