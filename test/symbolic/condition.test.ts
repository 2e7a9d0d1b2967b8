import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  all,
  any,
  conditionKey,
  FALSE,
  named,
  negation,
  symbolsOfCondition,
  TRUE,
  toCondition,
} from '../../server/symbolic/condition.ts';
import { equal, lessOrEqual } from '../../server/symbolic/relation.ts';
import { arbitraryCondition, runs } from './arbitrary.ts';
import { condition, size, world } from './notation.ts';
import { WORLDS } from './worlds.ts';

const names = world('a', 'b');
const a = size('a', names);
const b = size('b', names);

describe('conditions', () => {
  it('are constants where the relation is plain', () => {
    assert.equal(toCondition(equal(a, a)), TRUE);
    assert.equal(toCondition(lessOrEqual(a, size('0', names))), FALSE);
    assert.equal(toCondition(equal(a, b)).kind, 'relation');
  });

  it('are not doubled, absorbed or contradictory inside', () => {
    const flag = named('flag');
    const relation = condition('a == b', names);
    assert.equal(negation(negation(flag)), flag);
    assert.equal(all(relation, relation), relation);
    assert.equal(all(relation, negation(relation)), FALSE);
    assert.equal(any(flag, negation(flag)), TRUE);
    assert.equal(all(), TRUE);
    assert.equal(any(), FALSE);
    assert.equal(all(TRUE, flag), flag);
    assert.equal(any(TRUE, flag), TRUE);
  });

  it('leave out what others settle', () => {
    const [p, q, r] = [named('p'), named('q'), named('r')];
    const same = (one: ReturnType<typeof any>, other: ReturnType<typeof any>) =>
      assert.equal(conditionKey(one), conditionKey(other));
    same(all(p, any(p, q)), p);
    same(all(p, any(negation(p), q)), all(p, q));
    same(any(p, all(negation(p), q)), any(p, q));
    same(all(p, any(negation(p), all(negation(p), q))), FALSE);
    same(any(all(p, q), all(p, negation(q))), p);
    same(all(any(p, q), any(p, negation(q))), p);
    same(any(all(p, q), all(p, negation(q)), all(negation(p), q), all(negation(p), negation(q))), TRUE);
    same(any(all(p, q), all(negation(p), r)), any(all(p, q), all(negation(p), r)));
  });

  it('have an identity whatever their text', () => {
    assert.notEqual(conditionKey(named('flag')), conditionKey(named('flag')));
  });

  it('know their symbols', () => {
    assert.deepEqual(symbolsOfCondition(condition('b > 1 && (flag || a == b)', names)), [
      names.symbolOf('a'),
      names.symbolOf('b'),
    ]);
  });

  it('are false exactly where their negation is true', () => {
    fc.assert(
      fc.property(arbitraryCondition(1), (sample) => {
        const opposite = negation(sample.node);
        assert.equal(conditionKey(negation(opposite)), conditionKey(sample.node));
        // Only a constant may be compared without facts.
        if (sample.node.kind !== 'constant') return;
        const { value } = sample.node;
        assert.ok(
          WORLDS.slice(0, 200).every((world) => (sample.value(world) ?? value) === value),
          sample.text,
        );
      }),
      runs(500),
    );
  });
});
