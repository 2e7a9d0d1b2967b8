/** Random statements: pieces of text around blocks of further pieces, so that a program can be made smaller again. */
import { COMPOUND } from './compound.ts';
import { condition, expression } from './expressions.ts';
import type { Kind, Names } from './scope.ts';

/** A statement: its text, given that of the blocks in it. */
export interface Piece {
  readonly blocks: readonly (readonly Piece[])[];
  write(blocks: readonly string[]): string;
}

export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.write(piece.blocks.map(textOfPieces))).join('\n');
}

function line(text: string): Piece {
  return { blocks: [], write: () => text };
}

/** Some statements for a block. */
export function statements(names: Names, depth: number, most = 3): Piece[] {
  const made: Piece[] = [];
  const count = 1 + names.draw.below(most);
  for (let i = 0; i < count; i++) made.push(statement(names, depth));
  return made;
}

/** Makes a statement; it may declare names. */
export type Make = (names: Names, depth: number) => Piece;

function statement(names: Names, depth: number): Piece {
  const { draw } = names;
  if (depth <= 0 || draw.chance(0.45)) return draw.one(SIMPLE)(names, depth);
  return draw.one(COMPOUND)(names, depth);
}

const KINDS: readonly Kind[] = ['number', 'number', 'text', 'list', 'list', 'record', 'map', 'set', 'boolean'];

function declaration(names: Names): Piece {
  const { draw } = names;
  const kind = draw.one(KINDS);
  const value = expression(names, kind);
  const word = draw.one(['let', 'let', 'const', 'var']);
  return line(`${word} ${names.declare(kind, word === 'const')} = ${value};`);
}

function assignment(names: Names): Piece {
  const { draw } = names;
  const kind = draw.one(KINDS);
  const name = names.pick(kind, true);
  if (name === null) return declaration(names);
  if (kind === 'number' && draw.chance(0.5)) {
    if (draw.chance(0.3)) return line(`${name}${draw.one(['++', '--'])};`);
    return line(
      `${name} ${draw.one(['+=', '-=', '*=', '%=', '|=', '??=', '||=', '&&='])} ${expression(names, 'number', 2)};`,
    );
  }
  if (kind === 'text' && draw.chance(0.5)) return line(`${name} += ${expression(names, 'text', 2)};`);
  return line(`${name} = ${expression(names, kind)};`);
}

function change(names: Names): Piece {
  const { draw } = names;
  const kind = draw.one(['list', 'list', 'record', 'map', 'set'] as const);
  const name = names.pick(kind);
  if (name === null) return declaration(names);
  const value = expression(names, 'number', 2);
  switch (kind) {
    case 'list':
      return line(
        draw.one([
          `${name}.push(${value});`,
          `${name}.unshift(${value});`,
          `${name}.pop();`,
          `${name}.shift();`,
          `${name}[${draw.below(4)}] = ${value};`,
          `${name}.splice(${draw.below(3)}, ${draw.below(3)}, ${value});`,
          `${name}.reverse();`,
          `${name}.length = ${draw.below(4)};`,
          `${name}.fill(${value}, ${draw.below(3)});`,
        ]),
      );
    case 'record': {
      const key = draw.one(['a', 'b', 'c', 'd']);
      return line(
        draw.one([
          `${name}.${key} = ${value};`,
          `${name}['${key}'] = ${value};`,
          `delete ${name}.${key};`,
          `${name}.${key} ??= ${value};`,
          `${name}[${expression(names, 'text', 1)}] = ${value};`,
        ]),
      );
    }
    case 'map':
      return line(
        draw.one([
          `${name}.set(${expression(names, 'text', 2)}, ${value});`,
          `${name}.delete(${expression(names, 'text', 1)});`,
        ]),
      );
    case 'set':
      return line(draw.one([`${name}.add(${value});`, `${name}.delete(${value});`]));
  }
}

function pattern(names: Names): Piece {
  const { draw } = names;
  if (draw.chance(0.5)) {
    const source = expression(names, 'list', 2);
    const [a, b, rest] = [names.declare('number'), names.declare('number'), names.declare('list')];
    return line(`let [${a} = 1, ${b} = ${expression(names, 'number', 1)}, ...${rest}] = ${source};`);
  }
  const source = expression(names, 'record', 2);
  const [a, b, rest] = [names.declare('number'), names.declare('number'), names.declare('record')];
  return line(`let { a: ${a} = 0, b: ${b} = ${expression(names, 'number', 1)}, ...${rest} } = ${source};`);
}

function swap(names: Names): Piece {
  const [a, b] = [names.pick('number', true), names.pick('number', true)];
  return a === null || b === null ? declaration(names) : line(`[${a}, ${b}] = [${b}, ${a}];`);
}

function note(names: Names): Piece {
  return line(`log.push(${expression(names, names.draw.one(['number', 'text', 'boolean'] as const), 2)});`);
}

function throwing(names: Names): Piece {
  const { draw } = names;
  if (draw.chance(0.6)) return note(names);
  const error = draw.one(['new Error', 'new RangeError', 'new TypeError']);
  return line(`if (${condition(names)}) throw ${error}(${expression(names, 'text', 1)});`);
}

/** Leaves a loop or a function, under a condition. */
function leaving(names: Names): Piece {
  const { draw, loops } = names;
  const words: string[] = names.inFunction ? [`return ${expression(names, 'number', 2)};`] : [];
  if (loops.length > 0) words.push('break;', 'continue;');
  const label = loops.find((one) => one !== null);
  if (label) words.push(`break ${label};`, `continue ${label};`);
  return words.length === 0 ? note(names) : line(`if (${condition(names)}) ${draw.one(words)}`);
}

const SIMPLE: readonly Make[] = [
  declaration,
  declaration,
  assignment,
  assignment,
  change,
  change,
  pattern,
  swap,
  note,
  leaving,
  throwing,
];
