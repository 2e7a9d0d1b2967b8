/** Random expressions of a kind, as text. */
import type { Kind, Names } from './scope.ts';

type Make = (names: Names, depth: number) => string;

export function expression(names: Names, kind: Kind, depth = 2): string {
  const { draw } = names;
  const variable = names.pick(kind);
  if (depth <= 0 || draw.chance(0.2)) return variable !== null && draw.chance(0.7) ? variable : literal(names, kind);
  if (variable !== null && draw.chance(0.25)) return variable;
  const helper = names.pickHelper(kind);
  if (helper !== null && draw.chance(0.25)) {
    return `${helper.name}(${helper.parameters.map((one) => expression(names, one, depth - 1)).join(', ')})`;
  }
  if (draw.chance(0.08)) {
    const [a, b] = [expression(names, kind, depth - 1), expression(names, kind, depth - 1)];
    return `(${condition(names, depth - 1)} ? ${a} : ${b})`;
  }
  return draw.one(MAKERS[kind])(names, depth - 1);
}

export function condition(names: Names, depth = 2): string {
  return expression(names, 'boolean', depth);
}

function literal(names: Names, kind: Kind): string {
  const { draw } = names;
  switch (kind) {
    case 'number':
      return draw.one(['0', '1', '2', '3', '5', '7', '10', '(-1)', '(-4)', '1.5', '0.25']);
    case 'text':
      return draw.one(["''", "'a'", "'bc'", "'x-y'", "'12'", "'Hello'"]);
    case 'boolean':
      return draw.one(['true', 'false']);
    case 'list':
      return draw.one(['[]', '[1, 2, 3]', '[5]', '[4, 4, 0]', '[9, -2, 7, 1]']);
    case 'record':
      return draw.one(['{ a: 1 }', '{ a: 2, b: 3 }', '{ b: 0, c: 5, a: 4 }'].map((text) => `(${text})`));
    case 'map':
      return draw.one(['new Map()', "new Map([['k', 1]])", "new Map([['a', 2], ['b', 3]])"]);
    case 'set':
      return draw.one(['new Set()', 'new Set([1, 2])', 'new Set([3, 3, 5])']);
  }
}

const number: Make = (names, depth) => expression(names, 'number', depth);
const text: Make = (names, depth) => expression(names, 'text', depth);
const list: Make = (names, depth) => expression(names, 'list', depth);
const record: Make = (names, depth) => expression(names, 'record', depth);
const map: Make = (names, depth) => expression(names, 'map', depth);
const set: Make = (names, depth) => expression(names, 'set', depth);
const index: Make = (names) => String(names.draw.below(4));

function key(names: Names): string {
  return names.draw.one(['a', 'b', 'c']);
}

/** An arrow function of a number, which sees what is around it. */
function arrow(names: Names, result: Kind, depth: number, parameters: readonly string[] = ['v']): string {
  const inner = names.inner();
  const named = parameters.map((prefix) => {
    const name = names.fresh(prefix);
    inner.variables.push({ name, kind: 'number', isConstant: false });
    return name;
  });
  return `((${named.join(', ')}) => ${expression(inner, result, Math.min(depth, 2))})`;
}

const MAKERS: Readonly<Record<Kind, readonly Make[]>> = {
  number: [
    (n, d) =>
      `(${number(n, d)} ${n.draw.one(['+', '-', '*', '%', '/', '|', '&', '^', '**', '<<', '>>'])} ${number(n, d)})`,
    (n, d) => `(${number(n, d)} ${n.draw.one(['+', '-', '*'])} ${number(n, d)})`,
    (n, d) => `Math.${n.draw.one(['floor', 'ceil', 'round', 'trunc', 'abs', 'sign'])}(${number(n, d)})`,
    (n, d) => `Math.${n.draw.one(['max', 'min'])}(${number(n, d)}, ${number(n, d)})`,
    (n, d) => `${list(n, d)}.length`,
    (n, d) => `${text(n, d)}.length`,
    (n, d) => `(${list(n, d)}[${index(n, d)}] ?? ${number(n, d)})`,
    (n, d) => `${list(n, d)}.reduce(${arrow(n, 'number', d, ['s', 'v'])}, ${number(n, d)})`,
    (n, d) => `${list(n, d)}.${n.draw.one(['indexOf', 'lastIndexOf'])}(${number(n, d)})`,
    (n, d) => `${list(n, d)}.findIndex(${arrow(n, 'boolean', d)})`,
    (n, d) => `(${record(n, d)}.${key(n)} ?? ${number(n, d)})`,
    (n, d) => `(${map(n, d)}.get(${text(n, d)}) ?? ${number(n, d)})`,
    (n, d) => `${n.draw.one([map(n, d), set(n, d)])}.size`,
    (n, d) => `${text(n, d)}.indexOf(${text(n, d)})`,
    (n, d) => `(${text(n, d)}.charCodeAt(${index(n, d)}) | 0)`,
    (n, d) => `Number(${text(n, d)})`,
    (n, d) => `(${list(n, d)}.at(${n.draw.one(['0', '-1', '1'])}) ?? 0)`,
    (n, d) => `(${list(n, d)}.find(${arrow(n, 'boolean', d)}) ?? -9)`,
    (n, d) => `(-${number(n, d)})`,
    (n, d) => `Object.keys(${record(n, d)}).length`,
  ],
  text: [
    (n, d) => `(${text(n, d)} + ${text(n, d)})`,
    (n, d) => `(${text(n, d)} + ${number(n, d)})`,
    (n, d) => `\`\${${number(n, d)}}:\${${text(n, d)}}\``,
    (n, d) => `${text(n, d)}.slice(${index(n, d)})`,
    (n, d) => `${text(n, d)}.${n.draw.one(['toUpperCase', 'toLowerCase', 'trim'])}()`,
    (n, d) => `${text(n, d)}.padStart(${index(n, d)}, '*')`,
    (n, d) => `${list(n, d)}.join(${text(n, d)})`,
    (n, d) => `String(${expression(n, n.draw.one(['number', 'list', 'boolean'] as const), d)})`,
    (n, d) => `(typeof ${expression(n, n.draw.one(['number', 'record', 'list', 'text'] as const), d)})`,
    (n, d) => `Object.keys(${record(n, d)}).join()`,
    (n, d) => `JSON.stringify(${expression(n, n.draw.one(['list', 'record', 'number'] as const), d)})`,
    (n, d) => `${text(n, d)}.replace(${text(n, d)}, ${text(n, d)})`,
    (n, d) => `[...${text(n, d)}].reverse().join('')`,
  ],
  boolean: [
    (n, d) => `(${number(n, d)} ${n.draw.one(['<', '<=', '>', '>=', '===', '!=='])} ${number(n, d)})`,
    (n, d) => `(${number(n, d)} ${n.draw.one(['<', '>'])} ${number(n, d)})`,
    (n, d) => `(${condition(n, d)} ${n.draw.one(['&&', '||'])} ${condition(n, d)})`,
    (n, d) => `!${condition(n, d)}`,
    (n, d) => `${list(n, d)}.includes(${number(n, d)})`,
    (n, d) => `${list(n, d)}.${n.draw.one(['some', 'every'])}(${arrow(n, 'boolean', d)})`,
    (n, d) => `('${key(n)}' in ${record(n, d)})`,
    (n, d) => `${map(n, d)}.has(${text(n, d)})`,
    (n, d) => `${set(n, d)}.has(${number(n, d)})`,
    (n, d) => `${text(n, d)}.${n.draw.one(['includes', 'startsWith', 'endsWith'])}(${text(n, d)})`,
    (n, d) => `(${text(n, d)} === ${text(n, d)})`,
    (n, d) => `Boolean(${number(n, d)})`,
    (n, d) => `Array.isArray(${expression(n, n.draw.one(['list', 'record'] as const), d)})`,
  ],
  list: [
    (n, d) => `[${number(n, d)}, ...${list(n, d)}]`,
    (n, d) => `[...${list(n, d)}, ${number(n, d)}]`,
    (n, d) => `${list(n, d)}.map(${arrow(n, 'number', d)})`,
    (n, d) => `${list(n, d)}.filter(${arrow(n, 'boolean', d)})`,
    (n, d) => `${list(n, d)}.slice(${index(n, d)}${n.draw.chance(0.5) ? `, ${index(n, d)}` : ''})`,
    (n, d) => `${list(n, d)}.concat(${list(n, d)}, ${number(n, d)})`,
    (n, d) => `[...${list(n, d)}].sort((a, b) => a - b)`,
    (n, d) => `${list(n, d)}.toReversed()`,
    (n, d) => `Array.from({ length: ${index(n, d)} }, (_, i) => i * ${number(n, d)})`,
    (n, d) => `Object.values(${record(n, d)})`,
    (n, d) => `[...${set(n, d)}]`,
    (n, d) => `[...${map(n, d)}.values()]`,
    (n, d) => `${list(n, d)}.flatMap((x) => [x, x])`,
    (n, d) => `${list(n, d)}.toSpliced(${index(n, d)}, ${index(n, d)}, ${number(n, d)})`,
  ],
  record: [
    (n, d) => `({ ...${record(n, d)}, ${key(n)}: ${number(n, d)} })`,
    (n, d) => `({ ${key(n)}: ${number(n, d)}, ...${record(n, d)} })`,
    (n, d) => `({ a: ${number(n, d)}, [${text(n, d)}]: ${number(n, d)} })`,
    (n, d) => `Object.fromEntries(Object.entries(${record(n, d)}).map(([k, v]) => [k, v + 1]))`,
    (n, d) => `Object.assign({}, ${record(n, d)}, ${record(n, d)})`,
  ],
  map: [
    (n, d) => `new Map([...${map(n, d)}, [${text(n, d)}, ${number(n, d)}]])`,
    (n, d) => `new Map(Object.entries(${record(n, d)}))`,
  ],
  set: [(n, d) => `new Set(${list(n, d)})`, (n, d) => `new Set([...${set(n, d)}, ${number(n, d)}])`],
};
