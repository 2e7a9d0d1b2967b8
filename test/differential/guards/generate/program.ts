/** Generated tensor programs: a module with one exported function, and perhaps functions that it calls. */
import type { Draw } from '../../../analysis/inputs.ts';
import { conditionText } from './numbers.ts';
import { chance, type Helper, pick, type Scope, type Tensor } from './scope.ts';
import { statements } from './statements.ts';
import { tensorText } from './tensors.ts';

/** The text of a module that exports a function `program`. */
export function generateProgram(draw: Draw): string {
  let count = 0;
  const scope: Scope = {
    draw,
    tensors: [],
    numbers: [],
    flags: [],
    optional: [],
    helpers: [],
    fresh: (prefix) => `${prefix}${count++}`,
  };
  const helpers: Helper[] = [];
  const texts: string[] = [];
  for (let i = draw(3); i > 0; i--) {
    const { helper, text } = helperFunction({ ...scope, helpers });
    helpers.push(helper);
    texts.push(text);
  }
  const size = 1 + draw(6);
  return `import * as tf from '@tensorflow/tfjs';\n\n${[...texts, mainFunction({ ...scope, helpers }, size)].join('\n')}`;
}

function helperFunction(scope: Scope): { readonly helper: Helper; readonly text: string } {
  const name = scope.fresh('helper');
  const tensors = parameters(scope, 1 + scope.draw(2), 'p');
  const numbers = Array.from({ length: scope.draw(2) }, () => scope.fresh('m'));
  const { lines, rank } = body({ ...scope, tensors, numbers }, 1 + scope.draw(2));
  const list = [...tensors.map(typed), ...numbers.map((one) => `${one}: number`)];
  const helper = { name, ranks: tensors.map((one) => one.rank), numbers: numbers.length, rank };
  return { helper, text: `function ${name}(${list.join(', ')}) {\n${indented(lines)}\n}\n` };
}

function mainFunction(scope: Scope, size: number): string {
  const tensors = parameters(scope, 1 + scope.draw(3), 'x');
  const numbers = Array.from({ length: scope.draw(3) }, () => scope.fresh('n'));
  const flags = chance(scope, 30) ? [scope.fresh('flag')] : [];
  const optional = chance(scope, 25) ? parameters(scope, 1, 'mask') : [];
  const { lines } = body({ ...scope, tensors, numbers, flags, optional }, size);
  const list = [
    ...tensors.map(typed),
    ...numbers.map((one) => `${one}: number`),
    ...flags.map((one) => `${one}: boolean`),
    ...optional.map(({ name, rank }) => `${name}?: tf.Tensor${rank}D`),
  ];
  return `export function program(${list.join(', ')}) {\n${indented(lines)}\n}\n`;
}

function parameters(scope: Scope, count: number, prefix: string): readonly Tensor[] {
  const ranks = [1, 1, 2, 2, 2, 3, 3, 4];
  return Array.from({ length: count }, () => ({ name: scope.fresh(prefix), rank: pick(scope, ranks) }));
}

function typed({ name, rank }: Tensor): string {
  return `${name}: tf.Tensor${rank}D`;
}

/** Some statements, perhaps an early return, and the tensor that is returned at the end. */
function body(scope: Scope, size: number): { readonly lines: readonly string[]; readonly rank: number } {
  const { lines, scope: after } = statements(scope, size);
  const result = tensorText(after) ?? {
    text: after.tensors[0]?.name ?? 'tf.scalar(0)',
    rank: after.tensors[0]?.rank ?? 0,
  };
  const other = chance(scope, 15) ? tensorText(after) : null;
  const early = other?.rank === result.rank ? [`if (${conditionText(after)}) return ${other.text};`] : [];
  return { lines: [...lines, ...early, `return ${result.text};`], rank: result.rank };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
