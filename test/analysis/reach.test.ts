import assert from 'node:assert/strict';
import { join } from 'node:path';
import { hostOf } from '../../server/analysis/host.ts';
import { mayMeetTensors } from '../../server/analysis/parts/reach.ts';
import { rootsOf } from '../../server/discovery/roots.ts';
import { functionName, Machine } from '../../server/interpreter/machine.ts';
import { Recorder } from '../../server/interpreter/recorder.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** The functions of the first file that may meet a tensor. */
function reaching(files: Readonly<Record<string, string>>): readonly string[] {
  const workspace = openWorkspace([EXAMPLES]);
  const paths = Object.keys(files).map((name) => join(EXAMPLES, name));
  Object.values(files).forEach((text, index) => void workspace.setOverlay(paths[index] ?? '', text));
  const [path = ''] = paths;
  const machine = new Machine(
    hostOf(workspace, DEFAULT_SETTINGS, () => path),
    new Recorder(null),
  );
  const file = workspace.sourceFile(path);
  return file === null
    ? []
    : rootsOf(file)
        .filter((root) => mayMeetTensors(machine, root))
        .map(functionName);
}

describe('functions that may meet tensors', () => {
  it('name the library, a type of it, or what does so', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
interface Weights { readonly kernel: tf.Tensor2D }
export function words(text: string) { return text.split(' '); }
export function ones(n: number) { return tf.ones([n]); }
export function passing(n: number) { return ones(n); }
export function kernel(weights: Weights) { return weights.kernel; }
export function longest(list: string[]) { return Math.max(...list.map((one) => one.length)); }
`;
    assert.deepEqual(reaching({ 'a.ts': text }), ['ones', 'passing', 'kernel']);
  });

  it('are found through imports under other names, and through cycles', () => {
    const a = `import { make as build, plain } from './b';
export function direct(n: number) { return build(n); }
export function other(n: number) { return plain(n); }
`;
    const b = `import * as tf from '@tensorflow/tfjs';
export function make(n: number) { return tf.ones([n]); }
export function plain(n: number) { return n + 1; }
`;
    assert.deepEqual(reaching({ 'a.ts': a, 'b.ts': b }), ['direct']);
    assert.deepEqual(reaching({ 'a.ts': a, 'b.ts': `import { other } from './a';\n${b}` }), ['direct']);
  });

  it('are those without types that use what tensors have', () => {
    const text = `export function scale(x) { return x.mul(2); }
export function greet(name) { return 'Hello ' + name; }
`;
    assert.deepEqual(reaching({ 'a.js': text }), ['scale']);
  });

  it('are methods of classes whose fields hold tensors', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
export class Layer { kernel: tf.Tensor2D = tf.ones([2, 2]); name = 'a'; title() { return this.name; } }
export class Label { name = 'a'; title() { return this.name; } }
`;
    assert.deepEqual(reaching({ 'a.ts': text })[0], 'Layer.title');
  });
});
