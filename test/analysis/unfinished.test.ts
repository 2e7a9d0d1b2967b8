import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

/** It has the library beside it. */
const FOLDER = join(import.meta.dirname, '../fixtures');
const PATH = join(FOLDER, 'unfinished.ts');

const programWith = (line: string): string => `import * as tf from '@tensorflow/tfjs';
export function f(x: tf.Tensor2D) {
  ${line}
  return x.add(1);
}
`;

describe('a line that somebody types', () => {
  for (const line of [
    'c',
    'const p = t',
    'const p = tf.',
    'const p = tf.z',
    'const p = tf.zeros(',
    'other.sha',
    'x.',
  ]) {
    it(`needs no type checker: ${line}`, () => {
      const workspace = openWorkspace([FOLDER]);
      workspace.setOverlay(PATH, programWith(line));
      workspace.checker = () => assert.fail('a type checker is made anew after every key');
      const { functions, failure } = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(PATH);
      assert.equal(failure, undefined);
      assert.deepEqual(
        functions.map(({ name, why }) => [name, why]),
        [['f', null]],
      );
    });
  }

  it('may name what another file declares for all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapewise-shared-'));
    try {
      symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
      writeFileSync(join(folder, 'shared.d.ts'), `declare const shared: import('@tensorflow/tfjs').Tensor3D;\n`);
      writeFileSync(join(folder, 'program.ts'), programWith('shared'));
      const { tensors } = createAnalyzer(openWorkspace([folder]), DEFAULT_SETTINGS).analyze(join(folder, 'program.ts'));
      const [report] = tensors.filter(({ line }) => line === 3);
      assert.equal(report?.rank, 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
