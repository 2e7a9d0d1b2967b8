/** Ratios of costs, some of which are lower bounds only, and the targets that they meet. */
import assert from 'node:assert/strict';
import { markdownReport } from '../../../scripts/bench/report.ts';
import { atLeast, atMost, ratioFigures, ratioOf, ratioText, timeText } from '../../../scripts/bench/section.ts';

const ended = (value: number) => ({ value, isOver: false });
const stopped = (value: number) => ({ value, isOver: true });

describe('ratios of the benchmarks', () => {
  it('say which way they may be wrong', () => {
    assert.equal(ratioText(ratioOf(ended(50), ended(100))), '0.50');
    assert.equal(ratioText(ratioOf(stopped(500), ended(100))), '> 5.00');
    assert.equal(ratioText(ratioOf(ended(50), stopped(100))), '< 0.50');
    assert.equal(ratioText(ratioOf(stopped(50), stopped(100))), '?');
  });

  it('meet a target only where that is sure', () => {
    const meets = (ratio: ReturnType<typeof ratioOf>) => atMost('it', 0.6, ratio).isMet;
    assert(meets(ratioOf(ended(60), ended(100))));
    assert(meets(ratioOf(ended(50), stopped(100))));
    assert(!meets(ratioOf(ended(61), ended(100))));
    assert(!meets(ratioOf(stopped(10), ended(100))));
    assert(!meets(ratioOf(stopped(10), stopped(100))));
    assert(atLeast('it', 1000, 1000).isMet);
    assert(!atLeast('it', 1000, 999).isMet);
  });

  it('are no figure where they are not known', () => {
    const ratios = { aRatio: ratioOf(ended(1), ended(3)), bRatio: null };
    assert.deepEqual(ratioFigures(ratios), { aRatio: 0.333 });
  });

  it('are shown with times that people read', () => {
    assert.deepEqual([ended(3.14), ended(31.4), ended(3140), stopped(20_000)].map(timeText), [
      '3.1 ms',
      '31 ms',
      '3.1 s',
      'over 20.0 s',
    ]);
  });

  it('are told in BENCHMARKS.md, with the targets that are missed', () => {
    const target = atMost('a check', 1.5, ratioOf(ended(2), ended(1)));
    const section = { title: 'Check', says: ['It checks.'], columns: ['', 'time'], rows: [['all', '2 ms']] };
    const text = markdownReport([{ ...section, figures: {}, targets: [target] }], [['Node', 'v20']], ['--write']);
    for (const line of [
      '| Node | v20 |',
      '0 of 1 are met.',
      '| a check | at most 1.5 | 2.00 | **missed** |',
      '## Check',
      '| all | 2 ms |',
    ])
      assert(text.split('\n').includes(line), line);
  });
});
