import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { toPath } from '../../server/workspace/paths.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

describe('fixes of many findings', function () {
  this.timeout(0);
  const path = toPath(join(import.meta.dirname, 'effort.ts'));
  const text = `import * as tf from '@tensorflow/tfjs';
export function f(x: tf.Tensor2D, y: tf.Tensor2D) { return [x.add(tf.zeros([32, 1])), y.add(tf.zeros([16, 1]))]; }
`;
  const fixesWith = (left: number) => {
    const workspace = openWorkspace([]);
    workspace.setOverlay(path, text);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    const effort = { left };
    const fixes = analyzer.analyze(path).diagnostics.map((finding) => {
      const own = analyzer.fixes(path, finding, effort);
      return own.filter(({ silences }) => silences !== true).length;
    });
    return { fixes, left: effort.left };
  };

  it('are tried for all while nothing is spent', () => {
    const { fixes, left } = fixesWith(100_000);
    assert.equal(fixes.length, 2);
    assert.ok(fixes.every((count) => count > 0));
    assert.ok(left < 100_000);
  });

  it('are left out for those that come after it is', () => {
    const { fixes } = fixesWith(1);
    assert.deepEqual(fixes, [1, 0]);
  });
});
