import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const CALL = 'predict(tf.zeros([4, 3]));';
const program = (call: string) => `import * as tf from '@tensorflow/tfjs';
export function predict(batch) { const rows = tf.unstack(batch); return tf.stack(rows); }
export function start() { ${call} return tf.zeros([2]); }
`;

describe('hints before the whole file is analysed', function () {
  this.timeout(0);
  const path = join(EXAMPLES, 'first.ts');
  const edited = (before: string, after: string) => {
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    workspace.setOverlay(path, before);
    analyzer.analyze(path);
    workspace.setOverlay(path, after);
    const span = [after.indexOf('export function predict'), after.indexOf('export function start')] as const;
    const { told, isSettled } = analyzer.firstBindings(path, ...span);
    const inSpan = ({ start }: { start: number }) => start >= span[0] && start < span[1];
    return {
      told: told.filter(inSpan),
      isSettled,
      all: () => createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path).bindings.filter(inSpan),
    };
  };

  it('of a function without types are not final where an edit took a call of it away', () => {
    const { told, isSettled, all } = edited(program(CALL), program(''));
    assert.notDeepEqual(told, all());
    assert.equal(isSettled, false);
  });

  it('of one with types are final there', () => {
    const typed = (text: string) => text.replace('predict(batch)', 'predict(batch: tf.Tensor2D)');
    const { told, isSettled, all } = edited(typed(program(CALL)), typed(program('')));
    assert.equal(isSettled, true);
    assert.deepEqual(told, all());
  });
});
