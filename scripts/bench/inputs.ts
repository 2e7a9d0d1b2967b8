/** The programs to measure: written here, put together from those in `bench/`, generated, published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { shuffled } from '../random.ts';
import type { Files } from './folder.ts';
import { generateProject, pathOf } from './project/generate.ts';

const PROGRAMS = ['gpt2.ts', 'mobilenet.ts'].map((name) => join(import.meta.dirname, '../../bench', name));

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

export const TEN_LINES = `${IMPORT}
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  const [batch, time, width] = q.shape;
  const scores = tf.matMul(q, k, false, true).div(Math.sqrt(width));
  const mixed = tf.matMul(tf.softmax(scores), v);
  const flat = mixed.reshape([batch * time, -1]);
  console.log(flat.shape);
  return flat.sum(0);
}
`;

/**
 * The programs of `bench/` in one file, each as often as `copies` says, their declarations renamed and in random order:
 * about 270 lines for each copy.
 */
export function joinedPrograms(copies: number, random: () => number): string {
  const declarations = Array.from({ length: copies }, (_, copy) =>
    PROGRAMS.flatMap((path, index) => renamedDeclarations(path, String(copy * PROGRAMS.length + index + 1))),
  );
  return [IMPORT, ...shuffled(declarations.flat(), random)].join('\n');
}

/** The top-level declarations of a program, their names with a suffix. */
function renamedDeclarations(path: string, suffix: string): readonly string[] {
  const [, ...paragraphs] = readFileSync(path, 'utf8').split(/\n(?=\n\S)/);
  const declarations = paragraphs.map((paragraph) => `${paragraph.trim()}\n`);
  const names = declarations.map((text) => DECLARED.exec(text)?.[1] ?? '');
  const uses = new RegExp(String.raw`(?<!\.)\b(${names.join('|')})\b`, 'g');
  return declarations.map((text) => text.replace(uses, `$1${suffix}`));
}

const DECLARED = /^(?:\/\*\*.*\*\/\n)?(?:export )?(?:const|function|interface) (\w+)/;

/** A program to measure in a folder of its own. */
export interface Input {
  /** In figures' names, such as `300` or `Project1000`. */
  readonly name: string;
  /** In tables. */
  readonly says: string;
  readonly files: Files;
  /** The file that is edited. */
  readonly path: string;
  /** The packages that it imports, where they are not Shapewise's own. */
  readonly packages?: string;
}

const PATH = 'src/program.ts';

export function oneFile(name: string, text: string): Input {
  const lines = text.trimEnd().split('\n').length;
  return { name, says: `${lines.toLocaleString('en')} lines`, files: new Map([[PATH, text]]), path: PATH };
}

/** Files of 10, 270 and 2,970 lines; a quick run leaves out the last. */
export function singleFiles(quick: boolean, random: () => number): readonly Input[] {
  const small = [oneFile('10', TEN_LINES), oneFile('300', joinedPrograms(1, random))];
  return quick ? small : [...small, oneFile('3000', joinedPrograms(11, random))];
}

/** A generated project of 1,000 files and 100,000 lines, or of the 25 first in a quick run; one in its middle is edited. */
export function projectOf(quick: boolean, random: () => number): Input {
  const count = quick ? 25 : 1000;
  const files = generateProject(count, random);
  const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length, 0);
  const edited = [...files].find(([path, text]) => path.startsWith('src/blocks/') && text.includes('tfjs'));
  return {
    name: `Project${count}`,
    says: `${count.toLocaleString('en')} files, ${lines.toLocaleString('en')} lines`,
    files,
    path: edited?.[0] ?? pathOf(0),
  };
}

/** Files of published programs; each lies in a copy of its program, since what is installed is not the user's. */
export function publishedFiles(packages: string): readonly Input[] {
  return PUBLISHED.map(({ name, program, folder, path }) => {
    const root = join(packages, program);
    const paths = globSync(`${folder}/**/*.{js,ts}`, { cwd: root });
    const lines = readFileSync(join(root, path), 'utf8').split('\n').length;
    return {
      name,
      says: `${program}, ${lines} lines`,
      files: new Map(paths.map((one) => [one, readFileSync(join(root, one), 'utf8')])),
      path,
      packages,
    };
  });
}

const PUBLISHED = [
  { name: 'GptTfjs', program: 'gpt-tfjs', folder: 'src', path: 'src/model.js' },
  { name: 'TfjsYolo', program: 'tfjs-yolo', folder: 'src', path: 'src/postprocess.js' },
  { name: 'BasicPitch', program: '@spotify/basic-pitch', folder: 'src', path: 'src/inference.ts' },
  { name: 'MusicVae', program: '@magenta/music', folder: 'esm', path: 'esm/music_vae/model.js' },
];
