/** Statements: declarations, branches, loops and early throws. */
import { conditionText, numberText } from './numbers.ts';
import { chance, pick, type Scope, type Tensor, withNumbers, withTensor } from './scope.ts';
import { tensorText } from './tensors.ts';

/** Lines of a program, and what stands after them. */
export interface Written {
  readonly lines: readonly string[];
  readonly scope: Scope;
}

type Statement = (scope: Scope) => Written | null;

/** About `count` statements, one after the other. */
export function statements(scope: Scope, count: number): Written {
  let written: Written = { lines: [], scope };
  for (let i = 0; i < count; i++) {
    const next = pick(scope, STATEMENTS)(written.scope);
    if (next !== null) written = { lines: [...written.lines, ...next.lines], scope: next.scope };
  }
  return written;
}

/** What a generated program throws itself. */
export const OWN_ERROR = 'not these sizes';

const declaredTensor: Statement = (scope) => {
  const made = tensorText(scope);
  if (made === null) return null;
  const name = scope.fresh('v');
  return { lines: [`const ${name} = ${made.text};`], scope: withTensor(scope, { name, rank: made.rank }) };
};

const declaredNumber: Statement = (scope) => {
  const name = scope.fresh('n');
  return { lines: [`const ${name} = ${numberText(scope)};`], scope: withNumbers(scope, [name]) };
};

/** `const [B, T] = x.shape;` */
const destructured: Statement = (scope) => {
  const sized = scope.tensors.filter(({ rank }) => rank > 0);
  if (sized.length === 0) return null;
  const { name, rank } = pick(scope, sized);
  const names = Array.from({ length: rank }, () => scope.fresh('s'));
  const written = names.slice(0, 1 + scope.draw(rank));
  return { lines: [`const [${written.join(', ')}] = ${name}.shape;`], scope: withNumbers(scope, written) };
};

const thrown: Statement = (scope) => ({
  lines: [`if (${conditionText(scope)}) throw new Error('${OWN_ERROR}');`],
  scope,
});

const asserted: Statement = (scope) => ({
  lines: [`tf.util.assert(${conditionText(scope)}, () => '${OWN_ERROR}');`],
  scope,
});

/** A variable that both sides of a branch may set, to a tensor of the same rank. */
const branched: Statement = (scope) => {
  const subject = pick(scope, scope.tensors);
  const name = scope.fresh('b');
  const inner = { ...scope, tensors: [...scope.tensors, { name, rank: subject.rank }] };
  const whenTrue = assignment(inner, { name, rank: subject.rank });
  const whenFalse = chance(scope, 50) ? assignment(inner, { name, rank: subject.rank }) : null;
  if (whenTrue === null) return null;
  return {
    lines: [
      `let ${name}: tf.Tensor = ${subject.name};`,
      `if (${conditionText(scope)}) {`,
      ...whenTrue,
      ...(whenFalse === null ? [] : ['} else {', ...whenFalse]),
      '}',
    ],
    scope: inner,
  };
};

const conditional: Statement = (scope) => {
  const [a, b] = [tensorText(scope), tensorText(scope)];
  if (a === null || b === null || a.rank !== b.rank) return null;
  const name = scope.fresh('c');
  const text = `const ${name}: tf.Tensor = ${conditionText(scope)} ? ${a.text} : ${b.text};`;
  return { lines: [text], scope: withTensor(scope, { name, rank: a.rank }) };
};

/** `if (mask !== undefined) v = v.add(mask);` */
const optionalUse: Statement = (scope) => {
  if (scope.optional.length === 0) return null;
  const given = pick(scope, scope.optional);
  const inner = withTensor(scope, given);
  const subject = pick(scope, scope.tensors);
  const name = scope.fresh('o');
  const lines = assignment(inner, { name, rank: subject.rank });
  if (lines === null) return null;
  return {
    lines: [`let ${name}: tf.Tensor = ${subject.name};`, `if (${given.name} !== undefined) {`, ...lines, '}'],
    scope: withTensor(scope, { name, rank: subject.rank }),
  };
};

/** A loop of known or unknown trip count that sets one variable again and again. */
const looped: Statement = (scope) => {
  const subject = pick(scope, scope.tensors);
  const name = scope.fresh('a');
  const turn = scope.fresh('i');
  const inner = withNumbers(withTensor(scope, { name, rank: subject.rank }), chance(scope, 30) ? [turn] : []);
  const lines = assignment(inner, { name, rank: subject.rank });
  if (lines === null) return null;
  const count = chance(scope, 60) ? String(1 + scope.draw(4)) : numberText(scope, 1);
  return {
    lines: [
      `let ${name}: tf.Tensor = ${subject.name};`,
      `for (let ${turn} = 0; ${turn} < ${count}; ${turn}++) {`,
      ...lines,
      '}',
    ],
    scope: withTensor(scope, { name, rank: subject.rank }),
  };
};

/** Tensors collected in a loop, then stacked. */
const collected: Statement = (scope) => {
  const made = tensorText(scope);
  if (made === null || made.rank > 3) return null;
  const [list, turn, name] = [scope.fresh('l'), scope.fresh('i'), scope.fresh('k')];
  const count = chance(scope, 50) ? String(1 + scope.draw(4)) : numberText(scope, 1);
  return {
    lines: [
      `const ${list}: tf.Tensor[] = [];`,
      `for (let ${turn} = 0; ${turn} < ${count}; ${turn}++) {`,
      `  ${list}.push(${made.text});`,
      '}',
      `const ${name} = tf.${made.rank > 0 && chance(scope, 40) ? 'concat' : 'stack'}(${list});`.replace(
        'concat(',
        'concat(',
      ),
    ],
    scope,
  };
};

/** Statements that set a variable to a tensor of its own rank; `null` where none was found. */
function assignment(scope: Scope, { name, rank }: Tensor): readonly string[] | null {
  for (let attempt = 0; attempt < 8; attempt++) {
    const made = tensorText(scope);
    if (made?.rank === rank) return [`  ${name} = ${made.text};`];
  }
  return null;
}

const STATEMENTS: readonly Statement[] = [
  ...Array.from({ length: 9 }, () => declaredTensor),
  declaredNumber,
  declaredNumber,
  destructured,
  destructured,
  thrown,
  asserted,
  branched,
  branched,
  conditional,
  optionalUse,
  looped,
  looped,
  collected,
];
