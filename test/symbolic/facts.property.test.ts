import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Facts, join } from '../../server/symbolic/facts.ts';
import { evaluate, isUnknown } from '../../server/symbolic/size.ts';
import { arbitraryCondition, arbitrarySize, type ConditionSample, runs, valueIn, type World } from './arbitrary.ts';
import { WORLDS } from './worlds.ts';

/** The worlds in which all conditions hold. */
function worldsOf(samples: readonly ConditionSample[]): readonly World[] {
  return WORLDS.filter((world) => samples.every((sample) => sample.value(world) === true));
}

function assumeAll(samples: readonly ConditionSample[]): Facts {
  return samples.reduce((facts, { node }) => facts.assume(node), Facts.none);
}

const facts = (depth: number, count: number) => fc.array(arbitraryCondition(depth), { maxLength: count });

describe('facts, checked by brute force', () => {
  for (const depth of [1, 2]) {
    it(`decide only what holds in every world, depth ${depth}`, function () {
      this.timeout(0);
      fc.assert(
        fc.property(facts(depth, 4), arbitraryCondition(depth), (known, question) => {
          const verdict = assumeAll(known).decide(question.node);
          if (verdict === 'unknown') return;
          for (const world of worldsOf(known)) {
            const truth = question.value(world);
            if (truth === null) continue;
            const text = known.map(({ text }) => text).join(', ');
            assert.equal(truth, verdict === 'yes', `${text} |- ${question.text} at ${JSON.stringify(world)}`);
          }
        }),
        runs(1500),
      );
    });

    it(`find contradictions only where no world is left, depth ${depth}`, function () {
      this.timeout(0);
      fc.assert(
        fc.property(facts(depth, 5), (known) => {
          if (assumeAll(known).contradiction === null) return;
          assert.deepEqual(worldsOf(known).slice(0, 1), [], known.map(({ text }) => text).join(', '));
        }),
        runs(1500),
      );
    });

    it(`simplify and bound sizes truthfully, depth ${depth}`, function () {
      this.timeout(0);
      fc.assert(
        fc.property(facts(depth, 4), arbitrarySize(2), (known, size) => {
          if (isUnknown(size.node)) return;
          const assumed = assumeAll(known);
          if (assumed.contradiction !== null) return;
          const simple = assumed.simplify(size.node);
          const { min, max } = assumed.range(size.node);
          for (const world of worldsOf(known)) {
            const value = size.value(world);
            if (value === null) continue;
            const text = `${known.map(({ text }) => text).join(', ')} |- ${size.text} at ${JSON.stringify(world)}`;
            const after = evaluate(simple, valueIn(world));
            if (after !== null) assert.equal(after, value, text);
            assert.ok(
              (min ?? -Infinity) <= value && value <= (max ?? Infinity),
              `${text}: ${value} in [${min}, ${max}]`,
            );
          }
        }),
        runs(1500),
      );
    });
  }

  it('join into what holds on both sides, also where more is learned later', function () {
    this.timeout(0);
    const sides = fc.record({ base: facts(1, 2), left: facts(1, 2), right: facts(1, 2), later: facts(1, 2) });
    fc.assert(
      fc.property(sides, arbitraryCondition(1), fc.nat(1), ({ base, left, right, later }, question, repeated) => {
        const before = assumeAll(base);
        const [a, b] = [left, right].map((side) => side.reduce((all, { node }) => all.assume(node), before));
        if (a === undefined || b === undefined) return;
        // What one side began with is what programs ask again.
        const learned = [...later, ...left.slice(0, repeated)];
        const joined = learned.reduce((all, { node }) => all.assume(node), join(a, b, before));
        const verdict = joined.decide(question.node);
        const worlds = [...worldsOf([...base, ...left, ...learned]), ...worldsOf([...base, ...right, ...learned])];
        if (joined.contradiction !== null) assert.deepEqual(worlds, []);
        if (verdict === 'unknown') return;
        for (const world of worlds) {
          const truth = question.value(world);
          if (truth !== null) assert.equal(truth, verdict === 'yes', question.text);
        }
      }),
      runs(1000),
    );
  });
});
