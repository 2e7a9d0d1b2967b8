import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

describe('while a statement is typed', function () {
  this.timeout(0);
  const path = join(EXAMPLES, 'typed.ts');
  /** The analyses of a text with each beginning of a statement, each held against one from nothing. */
  const analysesOf = (statement: string, text: (typed: string) => string) => {
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    return Array.from({ length: statement.length + 1 }, (_, length) => {
      workspace.setOverlay(path, text(statement.slice(0, length)));
      const analysis = analyzer.analyze(path);
      assert.deepEqual(
        analysis,
        createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path),
        text(statement.slice(0, length)),
      );
      return analysis;
    });
  };
  const places: Record<string, (typed: string) => string> = {
    'in a function': (typed) => `  const y = x.matMul(x); // [N, N]\n  ${typed}\n  const z = y.sum(0);\n  return z;`,
    'above a remark': (typed) => `  const y = x.add(1);\n  ${typed}\n  // what follows\n  return y.concat(x, 1);`,
    'first, in a callback': (typed) =>
      `  return tf.tidy(() => {\n    ${typed}\n    const y = x.add(1);\n    return y.mul(x);\n  });`,
    'last, in a loop': (typed) =>
      `  let y = x;\n  for (const one of [1, 2]) {\n    y = y.add(one);\n    ${typed}\n  }\n  return y;`,
    'behind another': (typed) => `  const y = x.add(1); ${typed}\n  return y;`,
  };
  for (const [where, body] of Object.entries(places)) {
    it(`says what an analysis from nothing says: ${where}`, () => {
      const text = (typed: string) =>
        `import * as tf from '@tensorflow/tfjs';\nexport function f(x: tf.Tensor2D) {\n${body(typed)}\n}\n`;
      const analyses = analysesOf('const probe = tf.zeros([7, 3]).transpose();', text);
      const named = analyses.slice(1, 'const probe = tf.zeros'.length + 1);
      // What was not run again is the same object.
      assert.equal(new Set(named.map(({ functions: [f] }) => f?.returns)).size, 1);
      assert.ok(analyses.at(-1)?.bindings.some(({ kind, text: shape }) => kind === 'variable' && shape === '[3, 7]'));
    });
  }

  for (const [why, statement, body] of [
    ['the name is used', 'const limit = tf.scalar', '  return limit;'],
    ['a variable hides another', 'let tf', '  const y = tf.zeros([2]); return y;'],
    ['a property may be an accessor', 'first.second', '  return x.add(1);'],
    ['it tells of a parameter what it is', 'x.shape', '  return x;'],
    ['it has a shape', 'const copy = first', '  return x.add(1);'],
    ['it calls', 'f(x)', '  return tf.relu(x);'],
    ['it throws', 'throw first', '  return tf.relu(x);'],
  ] as const) {
    it(`runs the function again where ${why}: ${statement}`, () => {
      const text = (typed: string) => `import * as tf from '@tensorflow/tfjs';
const first = { get second() { count += 1; return tf.zeros([count]); } };
let count = 1;
export function f(x) {
  ${typed}
${body}
}
export const g = () => tf.zeros([count, f(tf.zeros([2, 2])).rank]);
`;
      analysesOf(statement, text);
    });
  }
});
