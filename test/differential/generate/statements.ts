/** Random statements: pieces of text around blocks of further pieces, so that a program can be made smaller again. */
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

function around(blocks: readonly (readonly Piece[])[], write: Piece['write']): Piece {
  return { blocks, write };
}

/** Some statements for a block. */
export function statements(names: Names, depth: number, most = 3): Piece[] {
  const made: Piece[] = [];
  const count = 1 + names.draw.below(most);
  for (let i = 0; i < count; i++) made.push(statement(names, depth));
  return made;
}

type Make = (names: Names, depth: number) => Piece;

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

function choice(names: Names, depth: number): Piece {
  const test = condition(names);
  const blocks = [statements(names.inner(), depth - 1)];
  if (names.draw.chance(0.5)) blocks.push(statements(names.inner(), depth - 1));
  return around(blocks, ([yes, no]) => `if (${test}) {\n${yes}\n}${no === undefined ? '' : ` else {\n${no}\n}`}`);
}

function label(names: Names): string | null {
  return names.draw.chance(0.3) ? names.fresh('loop') : null;
}

function loop(names: Names, depth: number): Piece {
  const { draw } = names;
  const name = label(names);
  const inner = names.inner({ loops: [...names.loops, name] });
  const prefix = name === null ? '' : `${name}: `;
  const counter = names.fresh('i');
  const bound = 1 + draw.below(4);
  const kind = draw.below(6);
  if (kind < 2) inner.variables.push({ name: counter, kind: 'number', isConstant: true });
  const source = draw.one([
    expression(names, 'list', 2),
    expression(names, 'set', 1),
    `${expression(names, 'map', 1)}.values()`,
  ]);
  if (kind === 2) inner.variables.push({ name: counter, kind: 'number', isConstant: true });
  if (kind === 3) inner.variables.push({ name: counter, kind: 'text', isConstant: true });
  const record = expression(names, 'record', 2);
  const block = statements(inner, depth - 1);
  const heads = [
    `for (let ${counter} = 0; ${counter} < ${bound}; ${counter}++)`,
    `for (let ${counter} = ${bound}; ${counter} > 0; ${counter} -= ${1 + draw.below(2)})`,
    `for (const ${counter} of ${source})`,
    `for (const ${counter} in ${record})`,
  ];
  if (kind < 4) return around([block], ([text]) => `${prefix}${heads[kind]} {\nif (++turns > 200) break;\n${text}\n}`);
  if (kind === 4) {
    const test = condition(names);
    return around([block], ([text]) => `${prefix}while (${test}) {\nif (++turns > 12) break;\n${text}\n}`);
  }
  const test = condition(names);
  return around([block], ([text]) => `${prefix}do {\nif (++turns > 12) break;\n${text}\n} while (${test});`);
}

function selection(names: Names, depth: number): Piece {
  const { draw } = names;
  const subject = draw.chance(0.5) ? expression(names, 'number', 2) : `${expression(names, 'number', 1)} % 3`;
  const inner = names.inner();
  const labels = ['0', '1', '2', 'default'].slice(0, 2 + draw.below(3));
  const ends = labels.map(() => draw.chance(0.6));
  const blocks = labels.map(() => statements(inner.inner(), depth - 1, 2));
  return around(blocks, (texts) => {
    const clauses = labels.map(
      (one, place) =>
        `${one === 'default' ? 'default' : `case ${one}`}: {\n${texts[place] ?? ''}\n}\n${ends[place] ? 'break;' : ''}`,
    );
    return `switch (${subject}) {\n${clauses.join('\n')}\n}`;
  });
}

function attempt(names: Names, depth: number): Piece {
  const { draw } = names;
  const blocks = [statements(names.inner(), depth - 1), statements(names.inner(), depth - 1, 2)];
  const hasFinally = draw.chance(0.4);
  if (hasFinally) blocks.push(statements(names.inner({ loops: [], inFunction: false }), depth - 1, 2));
  return around(
    blocks,
    ([body, handler, last]) =>
      `try {\n${body}\n} catch (error) {\nlog.push(error.name);\n${handler}\n}${last === undefined ? '' : ` finally {\n${last}\n}`}`,
  );
}

function helper(names: Names, depth: number): Piece {
  const { draw } = names;
  const name = names.fresh('f');
  const parameters = Array.from({ length: draw.below(3) }, () =>
    draw.one(['number', 'number', 'list', 'text'] as const),
  );
  const inner = names.inner({ loops: [], inFunction: true });
  const named = parameters.map((kind) => inner.declare(kind));
  const given = named.map((one, place) => (parameters[place] === 'number' && draw.chance(0.3) ? `${one} = 2` : one));
  const block = statements(inner, Math.min(depth - 1, 1));
  const result = expression(inner, 'number', 2);
  names.helpers.push({ name, parameters, result: 'number' });
  const isArrow = draw.chance(0.4);
  return around([block], ([text]) =>
    isArrow
      ? `const ${name} = (${given.join(', ')}) => {\n${text}\nreturn ${result};\n};`
      : `function ${name}(${given.join(', ')}) {\n${text}\nreturn ${result};\n}`,
  );
}

function generator(names: Names, depth: number): Piece {
  const name = names.fresh('g');
  const inner = names.inner({ loops: [], inFunction: false });
  const first = expression(names, 'number', 2);
  const source = expression(names, 'list', 2);
  const block = statements(inner, Math.min(depth - 1, 1), 2);
  const last = expression(inner, 'number', 2);
  const target = names.declare('list');
  const uses = [
    `let ${target} = [...${name}()];`,
    `let [${name}first, ...${target}] = ${name}();`,
    `let ${target} = Array.from(${name}(), (x) => x);`,
  ];
  const use = names.draw.one(uses);
  return around(
    [block],
    ([text]) =>
      `function* ${name}() {\nyield ${first};\nfor (const x of ${source}) {\nif (x % 2) yield x;\n}\n${text}\nyield ${last};\n}\n${use}`,
  );
}

function classes(names: Names, depth: number): Piece {
  const { draw } = names;
  const base = names.fresh('C');
  const child = names.fresh('D');
  const inner = names.inner({ loops: [], inFunction: true });
  inner.variables.push({ name: 'this.x', kind: 'number', isConstant: false });
  const parameter = inner.declare('number');
  const block = statements(inner, Math.min(depth - 1, 1), 3);
  const result = expression(inner, 'number', 2);
  const [start, given, argument] = [0, 1, 2].map(() => expression(names, 'number', 1));
  const [a, b] = [names.declare('number'), names.declare('number')];
  const isStatic = draw.chance(0.3);
  return around([block], ([text]) =>
    [
      `class ${base} {\nx = ${start};\n${isStatic ? `static made = 0;\n` : ''}constructor(y) {\nthis.y = y;\n}`,
      `get sum() {\nreturn this.x + this.y;\n}\nset sum(v) {\nthis.x = v;\n}`,
      `go(${parameter}) {\n${text}\nreturn ${result};\n}\n}`,
      `class ${child} extends ${base} {\nz = this.x + 1;\ngo(v) {\nreturn super.go(v) + this.z;\n}\n}`,
      `const ${base}o = new ${child}(${given});\nlet ${a} = ${base}o.go(${argument});\n${base}o.sum += ${argument};\nlet ${b} = ${base}o.sum;\nlog.push(${base}o);`,
    ].join('\n'),
  );
}

const COMPOUND: readonly Make[] = [choice, choice, loop, loop, loop, selection, attempt, helper, generator, classes];
