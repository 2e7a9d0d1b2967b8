/** What is told while a statement is typed is what an analysis of the whole tells, wherever it stands. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { FileAnalysis } from '../../server/analysis/report.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const PATH = join(EXAMPLES, 'typed.ts');
const STATEMENT = 'const probe = tf.zeros([7, 3]).transpose();';
/** It uses a variable of the function. */
const LOCAL = 'const probe = x.neg().add(x);';

/** The analyses of texts one after the other, each held against one from nothing. */
function analysesOf(texts: readonly string[]): readonly FileAnalysis[] {
  const workspace = openWorkspace([EXAMPLES]);
  const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
  return texts.map((text) => {
    workspace.setOverlay(PATH, text);
    const analysis = analyzer.analyze(PATH);
    assert.deepEqual(analysis, createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(PATH), text);
    return analysis;
  });
}

/** A text with each beginning of a statement, then without it. */
function typed(text: (statement: string) => string, statement = STATEMENT): readonly string[] {
  return [...Array.from(statement, (_, length) => text(statement.slice(0, length))), text(statement), text('')];
}

/** In how many versions a function was run for what it returns: what is only told again is the same object. */
function runsOf(analyses: readonly FileAnalysis[], name: string): number {
  return new Set(analyses.map(({ functions }) => functions.find((one) => one.name === name)?.returns)).size;
}

const program = (body: string, more = ''): string => `import * as tf from '@tensorflow/tfjs';
export function f(x: tf.Tensor2D) {
${body}
}
export const g = () => f(tf.zeros([2, 2]));
${more}`;

describe('while a statement is typed of which nothing is made yet', function () {
  this.timeout(0);

  const places: Record<string, (statement: string) => string> = {
    'in a function': (one) => `  const y = x.matMul(x);\n  ${one}\n  return y;`,
    'above what takes its value apart': (one) => `  ${one}\n  const [n, m] = x.shape;\n  return tf.zeros([n + m]);`,
    'above a variable': (one) => `  ${one}\n  let y = x.matMul(x);\n  return y;`,
    'in a callback': (one) => `  return tf.tidy(() => {\n    ${one}\n    const y = x.add(1);\n    return y;\n  });`,
    'in a loop': (one) =>
      `  let y = x;\n  for (let i = 0; i < 3; i++) {\n    ${one}\n    const z = tf.concat([y, x]);\n    y = z;\n  }\n  return y;`,
    'on one path': (one) => `  if (x.shape[0] > 3) {\n    ${one}\n    return x.sum(0);\n  }\n  return x;`,
  };
  for (const [where, body] of Object.entries(places)) {
    it(`runs no function again: ${where}`, () => {
      const analyses = analysesOf(typed((one) => program(body(one))));
      assert.equal(runsOf(analyses, 'f'), 1);
      assert.equal(runsOf(analyses, 'g'), 1);
      const shapes = analyses.at(-2)?.bindings.map(({ text }) => text);
      assert.ok(shapes?.includes('[3, 7]'));
    });
  }

  for (const [where, body] of Object.entries(places)) {
    it(`runs a function once for a variable that it uses: ${where}`, () => {
      const analyses = analysesOf(typed((one) => program(body(one)), LOCAL));
      assert.ok(runsOf(analyses, 'f') <= 3, `${runsOf(analyses, 'f')} runs`);
    });
  }

  const others: Record<string, (statement: string) => string> = {
    'where nothing comes by': (one) => program(`  return x;\n  ${one}\n  return x.add(1);`),
    'on a path that is ruled out': (one) =>
      program(`  if (x.rank === 3) {\n    ${one}\n    return x.sum();\n  }\n  return x;`),
    'last in a block': (one) => program(`  const y = x.add(1);\n  if (y.shape[0] > 3) {\n    ${one}\n  }\n  return y;`),
    'where it is asked what throws': (one) =>
      program(
        `  let y = x;\n  try {\n    ${one}\n    y = x.sum(0, true);\n  } catch {\n    y = x.neg();\n  }\n  return y;`,
      ),
    'in a function of which is asked whether it throws': (one) =>
      program(
        `  ${one}\n  return x.add(1);`,
        'export function h(x: tf.Tensor2D) { try { f(x); } catch { return tf.zeros([5]); } return x; }',
      ),
    'in a function that takes too many steps': (one) =>
      program(
        `  let y = x;\n  ${one}\n  while (y.shape[0] > 2) {\n    for (const a of [1, 2, 3]) y = tf.concat([y, tf.relu(y)]).slice([a]);\n  }\n  return y;`,
        `export function h(x: tf.Tensor2D) {\n  let y = x;\n  for (let i = 0; i < 60; i++) y = f(f(y));\n  return y;\n}`,
      ),
  };
  for (const [where, text] of Object.entries(others)) {
    it(`says what an analysis from nothing says: ${where}`, () => {
      analysesOf(typed(text));
      analysesOf(typed(text, LOCAL));
    });
  }

  const noticed: Record<string, readonly [statement: string, text: (statement: string) => string]> = {
    'a size that gets its name': [
      'const rows = x.shape[0];',
      (one) => program(`  ${one}\n  return x.reshape([-1, x.shape[0]]);`),
    ],
    'what a parameter is': [
      'const probe = n.transpose();',
      (one) => program(`  return x.add(1);`, `export function h(n) {\n  ${one}\n  return tf.concat([n, n]);\n}`),
    ],
    'a guard, then none': [
      'const probe = x.reshape([3, -1]).sum(0);',
      (one) => program(`  ${one}\n  return x.reshape([9, -1]);`),
    ],
    'what is wrong on inputs of a call': [
      'const probe = x.reshape([-1]).slice([5]);',
      (one) => program(`  ${one}\n  return x.add(1);`),
    ],
    'a name that stands for another thing in each turn': [
      'const probe = tf.concat([y, x]);',
      (one) =>
        program(
          `  let y = x;\n  for (let i = 0; i < x.shape[1]; i++) {\n    ${one}\n    const z = tf.concat([y, x]);\n    y = z;\n  }\n  return y;`,
        ),
    ],
    'what is written': [
      'const probe = (y = x.neg());',
      (one) => program(`  let y = x.sum(0, true);\n  ${one}\n  return y;`),
    ],
  };
  for (const [what, [statement, text]] of Object.entries(noticed)) {
    it(`says what an analysis from nothing says of ${what}`, () => {
      analysesOf(typed(text, statement));
    });
  }

  it('is told at once, with all that follows from it', () => {
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    const text = (first: string, last: string) => {
      return program(`  ${first}\n  const y = x.add(1);\n  ${last}\n  return y.matMul(tf.zeros([4, 2]));`);
    };
    const changed = text(STATEMENT, STATEMENT.replace('probe', 'other'));
    for (const one of [text('', ''), text(STATEMENT, ''), changed]) {
      workspace.setOverlay(PATH, one);
      if (one === text('', '')) analyzer.analyze(PATH);
      const first = analyzer.firstDiagnostics(PATH);
      assert.equal(first?.isSettled, true);
      assert.deepEqual(first?.told, createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(PATH).diagnostics);
      assert.equal(analyzer.firstBindings(PATH, 0, one.length).isSettled, true);
    }
  });

  it('is told without a run also where the callers of the function still wait for theirs', () => {
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    const text = (statement: string) => program(`  const y = x.matMul(x);\n  ${statement}\n  return y;`);
    workspace.setOverlay(PATH, text(''));
    analyzer.analyze(PATH);
    const resolve = workspace.resolveModule.bind(workspace);
    let loads = 0;
    workspace.resolveModule = (...request) => {
      loads += 1;
      return resolve(...request);
    };
    const versions = typed(text, 'const probe = tf.concat([x, y]).reshape([2, -1]).sum(0);');
    const loading = versions.filter((version) => {
      workspace.setOverlay(PATH, version);
      const before = loads;
      const { told } = analyzer.firstBindings(PATH, 0, version.length);
      const isLoaded = loads > before;
      const fresh = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(PATH).bindings;
      assert.deepEqual(told, fresh, version);
      return isLoaded;
    });
    // Once when the call of `concat` is complete, and where its guards come.
    assert.ok(loading.length <= 8, loading.join('\n'));
    assert.deepEqual(analyzer.analyze(PATH), createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(PATH));
  });

  it('knows afterwards what calls took from the function', () => {
    const text = (first: string, last: string) =>
      `import * as tf from '@tensorflow/tfjs';
export function f(x: tf.Tensor2D, n: number) {
  ${first}
  return n > 4 ? x.reshape([n, -1]) : ${last};
}
export const g = () => f(tf.zeros([2, 2]), 3).add(1);
export const h = (x: tf.Tensor2D) => f(x, 5);
`;
    analysesOf([
      text('', 'x'),
      text('tf.zeros([1]);', 'x'),
      text('tf.zeros([2]);', 'x'),
      text('tf.zeros([2]);', 'x.sum(0)'),
      text('tf.zeros([3]);', 'x.sum(0)'),
      text('', 'tf.zeros([3])'),
    ]);
  });
});
