/** Random statements with blocks: branches, loops, functions, classes. */
import { condition, expression } from './expressions.ts';
import type { Names } from './scope.ts';
import { type Make, type Piece, statements } from './statements.ts';

/** Statements around others, and declarations with bodies. */
export const COMPOUND: readonly Make[] = [
  choice,
  choice,
  loop,
  loop,
  loop,
  selection,
  attempt,
  helper,
  generator,
  classes,
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

function around(blocks: readonly (readonly Piece[])[], write: Piece['write']): Piece {
  return { blocks, write };
}
