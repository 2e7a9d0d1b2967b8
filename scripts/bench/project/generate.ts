/** A project of many modules: layers and models on tensors, plain helpers between them, each importing from some below it. */
import { oneOf, shuffled } from '../../random.ts';
import type { Files } from '../folder.ts';
import { PLAIN } from './plain.ts';
import { CHAINED, TENSORS } from './tensors.ts';

/** The text of a declaration. `call` is a function of the same kind, to be called; `size` some number. */
export type Template = (name: string, call: string, size: number) => string;

/** Functions of a kind have the same signature, so that each may call any other. */
export type Kind = 'rows' | 'sequence' | 'images' | 'words' | 'number';

const LINES = 100;
/** A module imports from the layer of modules below its own. */
const LAYERS = 5;
const IMPORTS = 3;
/** The share of the modules that compute with tensors. */
const TENSOR_SHARE = 0.6;
const SIZES = [8, 16, 32, 64, 128];
const FOLDERS = ['data', 'layers', 'blocks', 'models', 'training'];

interface Exported {
  readonly name: string;
  readonly kind: Kind;
  readonly module: number;
}

/** Modules of about 100 lines each. The same for the same seed. */
export function generateProject(modules: number, random: () => number): Files {
  const files = new Map<string, string>();
  const layers: (readonly Exported[])[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    const exported: Exported[] = [];
    for (let module = layer; module < modules; module += LAYERS) {
      const imports = shuffled(layers.at(-1) ?? [], random).slice(0, IMPORTS);
      const made =
        random() < TENSOR_SHARE ? tensorModule(module, imports, random) : plainModule(module, imports, random);
      files.set(pathOf(module), made.text);
      exported.push(...made.exported);
    }
    layers.push(exported);
  }
  return files;
}

/** The file of a module. */
export function pathOf(module: number): string {
  return `src/${FOLDERS[module % LAYERS]}/module${module}.ts`;
}

interface Module {
  readonly text: string;
  readonly exported: readonly Exported[];
}

function tensorModule(module: number, imports: readonly Exported[], random: () => number): Module {
  const others = imports.filter(({ kind }) => kind !== 'words' && kind !== 'number');
  return moduleOf(module, others, ["import * as tf from '@tensorflow/tfjs';"], (name) => {
    const callee = random() < 0.4 ? others[Math.floor(random() * others.length)] : undefined;
    if (callee === undefined) {
      const kind = oneOf(['rows', 'sequence', 'images'] as const, random);
      return { kind, text: oneOf(TENSORS[kind], random)(name, '', oneOf(SIZES, random)) };
    }
    return { kind: callee.kind, text: oneOf(CHAINED[callee.kind], random)(name, callee.name, oneOf(SIZES, random)) };
  });
}

function plainModule(module: number, imports: readonly Exported[], random: () => number): Module {
  const others = imports.filter(({ kind }) => kind === 'words' || kind === 'number');
  return moduleOf(module, others, [], (name) => {
    const kind = oneOf(['words', 'number'] as const, random);
    const callee = others.find((other) => other.kind === kind)?.name ?? (kind === 'words' ? 'String' : 'Math.abs');
    return { kind, text: oneOf(PLAIN[kind], random)(name, callee, oneOf(SIZES, random)) };
  });
}

/** Declarations from `make` until the module is long enough. */
function moduleOf(
  module: number,
  imports: readonly Exported[],
  head: readonly string[],
  make: (name: string) => { readonly kind: Kind; readonly text: string },
): Module {
  const parts = [
    ...head,
    ...imports.map((one) => `import { ${one.name} } from '../${pathOf(one.module).slice(4, -3)}';`),
  ];
  let text = parts.length === 0 ? '' : `${parts.join('\n')}\n`;
  const exported: Exported[] = [];
  for (let lines = parts.length; lines < LINES; lines = text.split('\n').length) {
    const name = `part${module}${String.fromCharCode(97 + exported.length)}`;
    const { kind, text: declaration } = make(name);
    text += `${text === '' ? '' : '\n'}${declaration.trim()}\n`;
    exported.push({ name, kind, module });
  }
  return { text, exported };
}
