/** A tree that takes over what an edit leaves alone is the tree of the new text. */
import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { oneOf, seededRandom } from '../../scripts/random.ts';
import { parse, parseAgain } from '../../server/workspace/parse.ts';

const PATH = '/program.ts';

const TEXT = `import * as tf from '@tensorflow/tfjs';

/** Two layers. @shape x [n, 4] */
export class Net {
  rate = 0.1;
  /** @param {number} n rows */
  run(x: tf.Tensor2D, n: number): tf.Tensor2D {
    const y = x.add(n); // [n, 4]
    return this.last(y.mul(\`\${n}\`.length));
  }
  last(y: tf.Tensor2D) { return y; }
}

function pick(kind: string) {
  switch (kind) { case 'a': return 1; default: return 2; }
}
for (const one of [1, 2]) pick(String(one));
`;

const TYPED = [
  'x',
  ' ',
  '(',
  ')',
  '{',
  '}',
  "'",
  '`',
  '/*',
  '*/',
  '//',
  '\n',
  ';',
  '=>',
  'async ',
  '/** @shape */',
  '<',
  'let z = tf.\n',
  'const [a, b] = tf.all(x);\n',
  'let c = 1;\n',
];

/** All that is told of a tree: kinds, places, texts, comments; throws where a parent is not the parent. */
function described(node: ts.Node): unknown {
  const children: unknown[] = [];
  ts.forEachChild(node, (child) => {
    assert.equal(child.parent, node);
    children.push(described(child));
  });
  const comments = ts.getJSDocCommentsAndTags(node).map(({ pos, end }) => [pos, end]);
  const text = ts.isIdentifier(node) || ts.isLiteralExpression(node) ? node.text : '';
  const hasError = (node.flags & ts.NodeFlags.ThisNodeHasError) !== 0;
  return [node.kind, node.pos, node.end, text, hasError, comments, children];
}

function parsed(text: string): ts.SourceFile {
  const tree = parse(PATH, text);
  assert.ok(tree !== null);
  return tree;
}

describe('parsing after an edit', () => {
  it('gives the tree of the new text, whatever is typed and deleted', () => {
    const random = seededRandom(7);
    let text = TEXT;
    let tree: ts.SourceFile | null = parsed(text);
    for (let edit = 0; edit < 400; edit++) {
      const at = Math.floor(random() * text.length);
      const gone = random() < 0.5 ? 0 : Math.floor(random() * 12);
      text = random() < 0.1 ? TEXT : text.slice(0, at) + oneOf(TYPED, random) + text.slice(at + gone);
      tree = parseAgain(tree ?? parsed(text), text);
      assert.ok(tree !== null);
      assert.deepEqual(described(tree), described(parsed(text)), JSON.stringify(text));
    }
  });

  it('keeps the nodes that the edit does not touch', () => {
    const before = parsed(TEXT);
    const [, net, pick] = before.statements;
    const start = pick?.pos ?? 0;
    const after = parseAgain(before, TEXT.replace('const y = x', 'const yy = x'));
    assert.equal(after?.statements[2], pick);
    assert.equal(pick?.pos, start + 1);
    assert.notEqual(after?.statements[1], net);
  });
});

describe('parsing a line that is not finished', () => {
  const lastOf = (text: string) => {
    const last = parsed(text).statements.at(-1);
    assert.ok(last !== undefined && ts.isVariableStatement(last));
    return last.getText().trim();
  };
  for (const line of ['const y = tf.', 'const y = f().', 'y.', 'all[0].', 'const y = tf.zeros([7, 3]). ']) {
    for (const next of ['const [a, b] = f(x);', 'const { a } = x;', 'let z = 1;', "const z = 'a';", '\n  var z = 1;']) {
      it(`keeps the statement below: ${line}⏎${next.trim()}`, () => {
        assert.equal(lastOf(`${line}\n  ${next}`), next.trim());
        assert.equal(lastOf(`${line}\r\n  ${next}`), next.trim());
      });
    }
  }
  for (const line of [
    'const',
    'const y =',
    'y +=',
    'f(',
    'const y = tf.zeros([',
    'const y = tf.zeros([7,',
    'f([7',
    'f([7]',
  ]) {
    it(`keeps the statement below: ${line}⏎let z = 1;`, () => {
      assert.equal(lastOf(`${line}\n  let z = 1;`), 'let z = 1;');
    });
  }
  for (const text of [
    'const a = 1.\nconst b = 2;',
    'x\n  .return(1);',
    'x.\n  return(1);',
    'x.\n  relu();',
    'for (\n  let i = 0; i < 3; i++\n) f(i);',
    'for await (\n  let one of all\n) f(one);',
    'const f = (a) =>\n  a;',
    'f(() => {\n  let a = 1;\n});',
    'for (const one of all) {\n  let a = one;\n}',
    'if (a <=\n  b) f();',
    'const a = { let: 1,\n  let };',
    'f(); // as it was.\nconst y = 1;',
    '/*\n one =\n let it be\n*/\nf();',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a program
    'const y = `${a} =\n  let b = 1;`;',
  ]) {
    it(`reads a program as the language does: ${JSON.stringify(text)}`, () => {
      const plain = ts.createSourceFile(PATH, text, ts.ScriptTarget.ESNext, true);
      assert.deepEqual(described(parsed(text)), described(plain));
    });
  }
  it('leaves the text as it is', () => {
    const text = 'const y = tf.\nconst z = 1;\n';
    const tree = parsed(text);
    assert.equal(tree.text, text);
    assert.equal(tree.getLineAndCharacterOfPosition(tree.statements[1]?.getStart() ?? 0).line, 1);
  });
});
