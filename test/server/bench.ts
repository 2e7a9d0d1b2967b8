/** What tests of the protocol work on: a folder of their own, a fake analyzer and editors, cleaned up after each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uriOfPath } from '../../server/features/uris.ts';
import type { AnalyzerFactory } from '../../server/projects.ts';
import { type Editor, type EditorBesideServer, type EditorOptions, startEditor } from './editor.ts';
import { type FakeAnalyzer, fakeAnalyzer } from './fakeAnalyzer.ts';

/** A program with a tensor and an error, and what an editor shows of it. */
export const TEXT = 'const a = tensor(2, 3);\nBAD;\n';
export const TEXT_WITH_HINTS = 'const a⟦: [2, 3]⟧ = tensor(2, 3);\nBAD;\n';
export const TEXT_DIAGNOSTICS = ['error shape-mismatch "BAD": it is BAD'];

interface Bench {
  readonly folder: string;
  readonly fake: FakeAnalyzer;
  /** The URI of a file in the folder. */
  uri(name?: string): string;
  /** An editor beside a server, with the folder open, unless `options` say otherwise. */
  start(options?: EditorOptions, create?: AnalyzerFactory): Promise<EditorBesideServer>;
}

/** Call it in a `describe`; each of its tests gets a new one. */
export function useBench(): Bench {
  const editors: Editor[] = [];
  const bench = {
    folder: '',
    fake: fakeAnalyzer(),
    uri: (name = 'a.ts') => uriOfPath(join(bench.folder, name)),
    async start(options: EditorOptions = {}, create?: AnalyzerFactory) {
      const editor = await startEditor(create ?? bench.fake.create, { folders: [bench.folder], ...options });
      editors.push(editor);
      return editor;
    },
  };
  beforeEach(() => {
    bench.folder = mkdtempSync(join(tmpdir(), 'shapewise-'));
    bench.fake = fakeAnalyzer();
  });
  afterEach(() => {
    for (const { connection } of editors.splice(0)) connection.dispose();
    rmSync(bench.folder, { recursive: true });
  });
  return bench;
}
