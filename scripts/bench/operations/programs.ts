/** The programs of `bench/` with sizes, so that they run really and abstractly on the same inputs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../folder.ts';

/** A file that calls the program on inputs of ordinary sizes times `scale`. */
export interface SizedProgram {
  /** In figures' names. */
  readonly name: string;
  readonly says: string;
  /** What is called is the function `run` of `run.ts`. */
  files(scale: number): Files;
}

const SOURCES = join(import.meta.dirname, '../../../bench');

/** In a quick run with few of its blocks and words. */
export function sizedPrograms(quick: boolean): readonly SizedProgram[] {
  const [layers, words] = quick ? [2, 10000] : [12, 50257];
  const [time, side] = [64, 224];
  return [
    {
      name: 'Gpt2',
      says: `GPT-2 small, ${layers} blocks, ${words.toLocaleString('en')} words, ${time} tokens`,
      files: (scale) =>
        filesOf('gpt2.ts', [
          "import { logits, makeWeights } from './gpt2';",
          `const config = {
  vocabularySize: ${words * scale},
  contextLength: ${1024 * scale},
  width: ${768 * scale},
  heads: 12,
  layers: ${layers},
};`,
          `export function run(): tf.Tensor {
  return logits(tf.zeros([1, ${time * scale}], 'int32'), makeWeights(config), config);
}`,
        ]),
    },
    {
      name: 'MobileNet',
      says: `MobileNet, an image of ${side} x ${side}, 1,000 classes`,
      files: (scale) =>
        filesOf('mobilenet.ts', [
          "import { classify, makeWeights } from './mobilenet';",
          `export function run(): tf.Tensor {
  return classify(tf.zeros([1, ${side * scale}, ${side * scale}, 3]), makeWeights(${1000 * scale}));
}`,
        ]),
    },
  ];
}

function filesOf(name: string, [imports, ...declarations]: readonly string[]): Files {
  const head = `import * as tf from '@tensorflow/tfjs';\n${imports}`;
  return new Map([
    [name, readFileSync(join(SOURCES, name), 'utf8')],
    ['run.ts', `${[head, ...declarations].join('\n\n')}\n`],
  ]);
}
