import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CODES } from '../../server/analysis/report.ts';
import { toPath } from '../../server/workspace/paths.ts';
import { analyzerOf } from './fixtures.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** What is offered for the findings of each function, in the order of the text, but to silence them. */
const OFFERED: Readonly<Record<string, readonly string[]>> = {
  mismatch: ['Transpose b'],
  pinned: [
    'Mark x.shape[0] dynamic: @shape x [B, _]',
    'Replace 32 by x.shape[0]',
    'Pin x.shape[0] to 32',
    'Check at run time: x.shape[0] == 32',
  ],
  relied: ['Accept into the contract: @shape x [_, N], @shape w [N, _]', 'Check at run time: x.shape[1] == w.shape[0]'],
  contradicted: [
    'Correct the shape comment: [C]',
    'Remove the shape comment',
    'Replace 10 by x.shape[1]',
    'Pin C to 10',
  ],
  kept: [
    'Accept into the contract: @shape x [B, _], @shape mask [B]',
    'Check at run time: x.shape[0] == mask.shape[0]',
    'Replace 4 by x.shape[1]',
    'Replace 4 by -1',
    'Replace 2 by x.shape[1]',
    'Replace 2 by -1',
    'Check at run time: x.shape[1] * rows.shape[0] == 8',
  ],
  cast: [],
  quiet: ['Remove the comment'],
};

describe('the example of findings', function () {
  this.timeout(0);
  const path = toPath(`${EXAMPLES}/findings.ts`);
  const analyzer = analyzerOf(EXAMPLES);

  it('shows every kind but the one that a budget decides', () => {
    const codes = new Set(analyzer.analyze(path).diagnostics.map(({ code }) => code));
    assert.deepEqual([...codes].sort(), CODES.filter((code) => code !== 'gave-up').sort());
  });

  it('has the fixes that its comments promise', () => {
    const { functions, diagnostics } = analyzer.analyze(path);
    const offered = functions.map(({ name, start, end }) => {
      const own = diagnostics.filter((one) => one.start >= start && one.end <= end);
      const fixes = own.flatMap((finding) => analyzer.fixes(path, finding));
      return [name, fixes.filter(({ silences }) => silences !== true).map(({ title }) => title)];
    });
    assert.deepEqual(Object.fromEntries(offered), OFFERED);
    assert(readFileSync(path, 'utf8').includes('Offered: to transpose the second operand'));
  });
});
