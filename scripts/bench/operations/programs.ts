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

/** A quick run has few blocks and words, and one image only. */
export function sizedPrograms(quick: boolean): readonly SizedProgram[] {
  if (quick) return [languageModel(2, 10_000), imageClassifier(1)];
  return [languageModel(12, 50_257), imageClassifier(1), imageClassifier(8)];
}

function languageModel(layers: number, words: number): SizedProgram {
  return {
    name: 'Gpt2',
    says: `GPT-2 small, ${layers} blocks, ${words.toLocaleString('en')} words, 64 tokens`,
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
  return logits(tf.zeros([1, ${64 * scale}], 'int32'), makeWeights(config), config);
}`,
      ]),
  };
}

function imageClassifier(images: number): SizedProgram {
  return {
    name: `MobileNet${images}`,
    says: `MobileNet, ${images === 1 ? 'an image' : `${images} images`} of 224 x 224, 1,000 classes`,
    files: (scale) =>
      filesOf('mobilenet.ts', [
        "import { classify, makeWeights } from './mobilenet';",
        `export function run(): tf.Tensor {
  return classify(tf.zeros([${images}, ${224 * scale}, ${224 * scale}, 3]), makeWeights(${1000 * scale}));
}`,
      ]),
  };
}

function filesOf(name: string, [imports, ...declarations]: readonly string[]): Files {
  const head = `import * as tf from '@tensorflow/tfjs';\n${imports}`;
  return new Map([
    [name, readFileSync(join(SOURCES, name), 'utf8')],
    ['run.ts', `${[head, ...declarations].join('\n\n')}\n`],
  ]);
}
