import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '../../scripts/random.ts';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { BindingReport } from '../../server/analysis/report.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const INSERTED = [
  '  const extra = tf.zeros([2, 3]);',
  '',
  'const top = 5;',
  'function added(x) { return x.add(1); }',
  '}',
];
const CHARACTERS = ['x', ')', '(', '}', '.', ' ', '1'];
const EDITS = 8;

const CALLERS = `import * as tf from '@tensorflow/tfjs';
export function first(x: tf.Tensor2D) { return project(x).add(1); }
export function second(x: tf.Tensor2D) { limit = 4; return first(project(x)); }
let limit = 3;
function project(x: tf.Tensor2D): tf.Tensor2D {
  // here
  return x.matMul(tf.zeros([x.shape[1], 8]));
}
`;

/** Classes whose objects are made of one another's, with fields that are set late. */
const CLASSES = `import * as tf from '@tensorflow/tfjs';
let made = 0;
class Dense {
  constructor(weights, units) { this.weights = weights; this.units = units; this.name = scoped(this); }
  apply(x) { return x.matMul(this.weights).reshape([-1, this.units]); }
  build(shape) { this.bias = tf.zeros([shape[1], this.units]); }
  act = (x) => this.apply(x).add(this.bias);
}
class Net {
  constructor(config) {
    this.first = new Dense(tf.zeros([4, config.hidden]), config.hidden);
    this.layers = [this.first, new Dense(tf.zeros([config.hidden, 2]), 2)];
    this.head = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
  }
  load() { this.scale = tf.zeros([2]); this.layers.push(new Dense(tf.zeros([2, 2]), 2)); }
  run(x) {
    let h = x;
    for (const layer of this.layers) h = layer.act(h);
    return this.head.predict(h.mul(this.scale));
  }
}
class Wide extends Net {
  run(x) { return this.inner(x, 1).add(super.run(x)); }
  inner(x, axis) { return tf.concat([x, x], axis); }
}
function scoped(owner) { names.push(owner); made = made + 1; return 'dense' + made; }
const names = [];
export function main(x) { return new Wide({ hidden: 8 }).run(x); }
`;

describe('incremental analysis', function () {
  this.timeout(0);
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));

  const examples = ['attention.ts', 'findings.ts', 'image.js', 'mnist.ts', 'recurrent.js', 'transformer.ts'];
  for (const name of [...examples, 'classes.js']) {
    it(`says of ${name} after edits what an analysis from nothing says (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const path = join(EXAMPLES, name);
      const workspace = openWorkspace([EXAMPLES]);
      const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
      const original = name === 'classes.js' ? CLASSES : readFileSync(path, 'utf8');
      workspace.setOverlay(path, original);
      analyzer.analyze(path);
      let text = original;
      for (let count = 0; count < EDITS; count++) {
        text = random() < 0.2 ? original : edited(text, random);
        workspace.setOverlay(path, text);
        const [from, to] = [random() * text.length, random() * text.length].sort((a, b) => a - b) as [number, number];
        const isThere = ({ start, end }: { start: number; end: number }) => start >= from && end <= to;
        const first = analyzer.firstBindings(path, from, to);
        const found = analyzer.firstDiagnostics(path);
        const visible = analyzer.bindings(path, from, to).filter(isThere);
        const fresh = createAnalyzer(workspace, DEFAULT_SETTINGS);
        assert.deepEqual(analyzer.analyze(path), fresh.analyze(path), text);
        const all = fresh.analyze(path).bindings.filter(isThere);
        assert.deepEqual(new Set(visible.map(keyOf)), new Set(all.map(keyOf)), text);
        if (first.isSettled) {
          assert.deepEqual(new Set(first.told.filter(isThere).map(keyOf)), new Set(all.map(keyOf)), text);
        }
        if (found?.isSettled) assert.deepEqual(found.told, fresh.analyze(path).diagnostics, text);
      }
    });
  }

  describe('of a function that others call by what it needs and gives', () => {
    const path = join(EXAMPLES, 'callers.ts');
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    /** What is told of the callers: of those that were not run again the returns are the same objects. */
    const callersWith = (statement: string) => {
      workspace.setOverlay(path, CALLERS.replace('// here', statement));
      const analysis = analyzer.analyze(path);
      assert.deepEqual(analysis, createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path), statement);
      return analysis.functions.filter(({ name }) => name !== 'project');
    };

    for (const statement of ['const probe = tf.zeros([7, 3]);', 'x = tf.concat([x, x], 1);', 'console.log(x.shape);']) {
      it(`keeps what is told of the callers when it gets ${statement}`, () => {
        const before = callersWith('// here');
        assert.deepEqual(
          callersWith(statement).map(({ returns }, index) => returns === before[index]?.returns),
          [true, true],
        );
      });
    }
    for (const statement of [
      'x = tf.concat([x, x], 0);',
      'x.reshape([3, -1]);',
      'tf.zeros([1, 2]).reshape([3]);',
      'if (limit > 3) throw new Error();',
      'limit = 5;',
      'return x.sum();',
    ]) {
      it(`runs the callers again when it gets ${statement}`, () => {
        const before = callersWith('// here');
        const after = callersWith(statement);
        assert.ok(after.every(({ returns }, index) => returns !== before[index]?.returns));
      });
    }
  });

  describe('of a method that others mention', () => {
    const path = join(EXAMPLES, 'mentions.ts');
    const text = (statement: string) => `import * as tf from '@tensorflow/tfjs';
export class Net {
  sizes = [2, 3];
  scale(x: tf.Tensor2D) {
    ${statement}
    return x.mul(2);
  }
  callsIt(x: tf.Tensor2D) { return this.scale(x).sum(0); }
  namesIt(x: tf.Tensor2D) { console.log('scale'); return x.sum(1); }
  readsSizes(x: tf.Tensor2D) { console.log('scale'); return x.reshape([this.sizes.length, -1]); }
}
`;
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    /** The other methods that were run again: what is told of those that were not are the same objects. */
    const runAgainWith = (statement: string) => {
      const analyses = ['// here', statement].map((one) => {
        workspace.setOverlay(path, text(one));
        return analyzer.analyze(path);
      });
      assert.deepEqual(analyses[1], createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path), statement);
      const [before = [], after = []] = analyses.map(({ functions }) => functions);
      const isNew = after.filter(({ returns }, index) => returns !== before[index]?.returns);
      return isNew.map(({ name }) => name).filter((name) => name !== 'Net.scale');
    };

    for (const statement of ['const probe = tf.zeros([7, 3]);', 'x = tf.add(x, x);', 'console.log(x.shape);']) {
      it(`runs only what ran it when it gets ${statement}`, () => {
        assert.deepEqual(runAgainWith(statement), ['Net.callsIt']);
      });
    }
    for (const statement of ['this.sizes.push(4);', 'this.sizes = [4];']) {
      it(`runs also what finds what it sets when it gets ${statement}`, () => {
        assert.ok(runAgainWith(statement).includes('Net.readsSizes'));
      });
    }
  });

  describe('of a function that runs before all others', () => {
    const path = join(EXAMPLES, 'idle.ts');
    const text = (statement: string) => `import * as tf from '@tensorflow/tfjs';
const weights = init(4);
export class Net {
  bias: tf.Tensor;
  load() { this.bias = init(1).squeeze([0]); }
  run(x: tf.Tensor2D) { return x.matMul(weights).add(this.bias); }
}
export function main(x: tf.Tensor2D) { return new Net().run(x); }
function init(units: number) {
  ${statement}
  return tf.zeros([units, 3]);
}
`;
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    /** Whether what is told of the others is the same object before and after. */
    const areKeptWith = (statement: string) => {
      const analyses = ['const probe = tf.ones([2, 3]);', statement].map((one) => {
        workspace.setOverlay(path, text(one));
        return analyzer.analyze(path).functions.filter(({ name }) => name !== 'init' && name !== '<module>');
      });
      const fresh = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path);
      assert.deepEqual(analyzer.analyze(path), fresh, statement);
      const [before = [], after = []] = analyses;
      return after.every(({ returns }, index) => returns === before[index]?.returns);
    };

    for (const statement of [
      'const probe = tf.ones([2, 3]).transpose();',
      'tf.ones([7]);',
      'const probe = { size: 3, all: [tf.scalar(1)] };',
    ]) {
      it(`keeps what is told of the others when it gets what is of no use yet: ${statement}`, () => {
        assert.equal(areKeptWith(statement), true);
      });
    }
    for (const [why, statement] of [
      ['what throws', 'tf.ones([2]).reshape([3]);'],
      ['what it uses', 'const probe = tf.ones([2]); units = probe.size;'],
      ['what depends on its inputs', 'const probe = tf.ones([units, 3]).reshape([12]);'],
      ['a layer, which has a number', 'tf.layers.dense({ units: 3 });'],
      ['a comment', '/** @shape [5] */ const probe = tf.ones([2, 3]);'],
      ['a function', 'const probe = () => weights;'],
    ] as const) {
      it(`runs the others again when it gets ${why}: ${statement}`, () => {
        assert.equal(areKeptWith(statement), false);
      });
    }
  });

  for (const added of [' // a remark', '\n\n']) {
    it(`knows where a module ends that gets ${JSON.stringify(added)} behind its last statement`, () => {
      const path = join(EXAMPLES, 'end.js');
      const workspace = openWorkspace([EXAMPLES]);
      const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
      const text = "import * as tf from '@tensorflow/tfjs';\nconst a = tf.ones([2]);\n";
      workspace.setOverlay(path, text);
      analyzer.analyze(path);
      workspace.setOverlay(path, text + added);
      assert.deepEqual(analyzer.analyze(path), createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path));
    });
  }

  it('runs functions again that share what nothing is known of with changed code around them', () => {
    const path = join(EXAMPLES, 'unresolved.ts');
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    for (const line of ['', 'tf.matMul(tf.zeros([4, 3]), tf.zeros([3, 4]));', 'tf.zeros([4, 3]).relu();']) {
      workspace.setOverlay(
        path,
        `import * as tf from 'nowhere';
${line}
export function total(x: tf.Tensor2D) { return x.sum(0).add(tf.zeros([10])); }
export async function kept(x: tf.Tensor2D, mask: tf.Tensor1D) { const rows = await tf.booleanMaskAsync(x, mask); return rows.reshape([4, 2]); }
`,
      );
      assert.deepEqual(analyzer.analyze(path), createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path), line);
    }
  });

  it('takes a variable that nobody declares for one of the run that writes it', () => {
    const path = join(EXAMPLES, 'undeclared.js');
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    for (const declaration of ['let sum = x;', '']) {
      const text = `import * as tf from '@tensorflow/tfjs';
export function total(x, all) {
  ${declaration}
  for (const one of all) sum = tf.concat([one, sum]);
  return sum;
}
export function other(x) { return tf.neg(sum.add(x)); }
export const start = () => total(tf.zeros([2, 2]), [tf.zeros([3, 2])]);
`;
      workspace.setOverlay(path, text);
      const first = analyzer.firstBindings(path, 0, text.length);
      const fresh = createAnalyzer(workspace, DEFAULT_SETTINGS);
      assert.deepEqual(analyzer.analyze(path), fresh.analyze(path), declaration);
      if (first.isSettled) assert.deepEqual(first.told, fresh.analyze(path).bindings);
    }
  });

  it('keeps nothing of versions long gone', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const path = join(EXAMPLES, 'callers.ts');
    const workspace = openWorkspace([EXAMPLES]);
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    const trees: WeakRef<object>[] = [];
    for (let size = 0; size < 10; size++) {
      workspace.setOverlay(path, CALLERS.replace('// here', `tf.zeros([${size}]);`));
      analyzer.analyze(path);
      trees.push(new WeakRef(workspace.sourceFile(path) ?? {}));
    }
    // The first tree may be what types are read from, the last ones are those that the next edit is held against.
    const kept = () => trees.slice(1, 6).filter((one) => one.deref() !== undefined).length;
    // What was made while a collection was under way, or is on the stack of code that is compiled, is left for later ones.
    for (let round = 0; round < 20 && (round === 0 || kept() > 0); round++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    assert.equal(kept(), 0);
  });

  it('sees what changes in imported files', () => {
    const workspace = openWorkspace([EXAMPLES]);
    const [layer, model] = ['layer.ts', 'model.ts'].map((name) => join(EXAMPLES, name)) as [string, string];
    const layerText = (units: number) => `import * as tf from '@tensorflow/tfjs';
export const UNITS = ${units};
export function dense(x: tf.Tensor2D) { return x.matMul(tf.zeros([x.shape[1], UNITS])); }
`;
    workspace.setOverlay(layer, layerText(4));
    workspace.setOverlay(
      model,
      `import * as tf from '@tensorflow/tfjs';
import { dense as project } from './layer';
export function run(x: tf.Tensor2D) { return project(x); }
export function other(x: tf.Tensor2D) { return x.add(1); }
`,
    );
    const analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    const shapes = () => analyzer.analyze(model).functions.map(({ returns }) => returns[0]?.shape?.join());
    assert.deepEqual(shapes(), ['x0,4', 'x0,x1']);
    const before = analyzer.analyze(model);
    workspace.setOverlay(layer, `// a comment\n${layerText(4)}`);
    assert.deepEqual(shapes(), ['x0,4', 'x0,x1']);
    workspace.setOverlay(layer, layerText(5));
    assert.deepEqual(shapes(), ['x0,5', 'x0,x1']);
    assert.notEqual(analyzer.analyze(model), before);
    assert.equal(analyzer.analyze(model), analyzer.analyze(model));
  });
});

function keyOf({ kind, start, text, hint }: BindingReport): string {
  return `${kind} ${start} ${text} ${hint}`;
}

function edited(text: string, random: () => number): string {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const column = Math.floor(random() * line.length);
  switch (pick(['number', 'insert', 'delete', 'type', 'comment'])) {
    case 'number':
      return lines
        .with(
          at,
          line.replace(/\d+/, (digits) => String(Number(digits) + 1)),
        )
        .join('\n');
    case 'insert':
      return lines.toSpliced(at, 0, pick(INSERTED)).join('\n');
    case 'delete':
      return lines.toSpliced(at, 1).join('\n');
    case 'type':
      return lines.with(at, line.slice(0, column) + pick(CHARACTERS) + line.slice(column)).join('\n');
    default:
      return lines.with(at, `${line} // a remark`).join('\n');
  }
}
