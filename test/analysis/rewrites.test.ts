import assert from 'node:assert/strict';
import type { Rewriting } from '../../server/analysis/analyzer.ts';
import { applyEdits } from '../../server/workspace/edits.ts';
import { analysed } from './fixing.ts';

/** The program after a rewriting; `null` where there is nothing to rewrite. */
function rewritten(program: string, kind: 'contracts' | 'comments', name = 'program.ts'): string | null {
  return after(program, { kind }, name);
}

/** The program after the contract was written of the function at `part`. */
function contracted(program: string, part: string): string | null {
  const { text } = analysed(program, 'program.ts');
  return after(program, { kind: 'contract', offset: text.indexOf(part) }, 'program.ts');
}

function after(program: string, rewriting: Rewriting, name: string): string | null {
  const { analyzer, path, text } = analysed(program, name);
  const fix = analyzer.rewrite(path, rewriting);
  return fix === null ? null : applyEdits(text, fix.edits).slice(text.length - program.length);
}

describe('contracts are written', function () {
  this.timeout(0);
  const dense = 'export function dense(x: tf.Tensor2D, w: tf.Tensor2D) {\r\n\treturn tf.matMul(x, w);\r\n}\r\n';
  const lines = ['@shape x [B, N]', '@shape w [N, M]', '@shape returns [B, M]'];
  const comment = `/**\r\n${lines.map((line) => ` * ${line}\r\n`).join('')} */\r\n`;

  it('for all functions of a file', () => {
    const other = '// ü\r\nexport const total = (y: tf.Tensor1D) => y.sum();\r\n';
    const before = other + dense;
    const expected = `${other.replace('export', '/**\r\n * @shape y [B]\r\n * @shape returns []\r\n */\r\nexport')}${comment}${dense}`;
    assert.equal(rewritten(before, 'contracts'), expected);
    assert.equal(rewritten(expected, 'contracts'), null);
  });

  it('for one function', () => {
    assert.equal(contracted(dense, 'dense('), comment + dense);
  });

  it('without the lines that are there', () => {
    const known = `/** @shape x [B, K] */\r\n${dense}`;
    assert.equal(
      contracted(known, 'dense('),
      `${comment.replace('N]', 'K]').replace('w [N, M]', 'w [K, N]').replace('[B, M]', '[B, N]')}${dense}`,
    );
  });

  it('but not those that would be violated', () => {
    const program = 'function f(x: tf.Tensor2D, big: boolean) { return big ? x.add(tf.zeros([7, 1])) : x.relu(); }\n';
    assert.equal(rewritten(program, 'contracts'), null);
  });
});

describe('comments that are wrong are removed', function () {
  this.timeout(0);

  it('and no others', () => {
    const program =
      '/** @shape x [B, C] */\nfunction f(x) {\n  const a = x.relu(); // [B, C]\n  const b = x.sum(0); // [B, C]\n  const c = x.sum(0); // [3, 4]\n}\n';
    assert.equal(rewritten(program, 'comments', 'program.js'), program.replace('x.sum(0); // [B, C]', 'x.sum(0);'));
    assert.equal(rewritten(program.replace('x.sum(0); // [B', 'x.relu(); // [B'), 'comments', 'program.js'), null);
  });
});
