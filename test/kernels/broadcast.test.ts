import assert from 'node:assert/strict';
import { Refused, Unranked } from '../../server/kernels/ask.ts';
import { broadcast } from '../../server/kernels/broadcast.ts';
import { plainShape } from '../../server/kernels/words.ts';
import { printCondition } from '../../server/symbolic/notation.ts';
import { constant, fromSymbol, plus, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import { makeSpread } from '../../server/tensor/spread.ts';
import type { Shape } from '../../server/tensor/tensor.ts';
import { RecordingAsk } from '../libraries/recordingAsk.ts';

const size = (name: string): Size => fromSymbol(makeSymbol({ name, origin: name }));
const [a, b, n, m] = [size('a'), size('b'), size('n'), size('m')];
const [one, five] = [constant(1), constant(5)];
const spread = (name: string): Shape => [makeSpread({ name, origin: name, backing: 'input', why: null })];

describe('broadcast', () => {
  it('takes the other size where one is 1, without a guard', () => {
    expectBroadcast([n, one], [one, m], 'n,m', []);
  });

  it('aligns at the last dimension', () => {
    expectBroadcast([a, n], [n], 'a,n', []);
  });

  it('assumes that two symbols are equal', () => {
    expectBroadcast([a], [b], 'a', ['assumes a == b']);
  });

  it('assumes that a symbol is the number that it meets', () => {
    expectBroadcast([a, n], [five, n], '5,n', ['assumes a == 5']);
  });

  it('assumes that one side is 1 where the sizes cannot be equal', () => {
    expectBroadcast([plus(a, 1)], [a], 'a + 1', ['assumes a == 1']);
  });

  it('refuses what can neither be equal nor 1', () => {
    const words = 'Operands could not be broadcast together with shapes n,3 and 4.';
    assert.throws(
      () => broadcast(new RecordingAsk(), [n, constant(3)], [constant(4)], 'add'),
      (error: Refused) => error instanceof Refused && error.words === words && error.reason === 'add: broadcast',
    );
  });

  it('keeps a spread beside a scalar and beside itself', () => {
    const x = spread('x');
    expectBroadcast(x, [], '...x', []);
    expectBroadcast(x, x, '...x', []);
  });

  it('assumes that what meets a vector is no scalar', () => {
    expectBroadcast(spread('x'), [n], '...x,x_1', ['assumes rank(x) >= 1', 'assumes x_1 == n']);
  });

  it('assumes that a tensor of unknown rank broadcasts to two or more sizes', () => {
    const fits = 'rank(x) <= 2 && (rank(x) < 1 || x_1 == m || x_1 == 1) && (rank(x) < 2 || x_2 == n || x_2 == 1)';
    expectBroadcast([n, m], spread('x'), 'n,m', [`assumes ${fits}`]);
  });

  it('takes the size of a tensor of unknown rank where the other one is 1', () => {
    expectBroadcast(spread('x'), [n, one], 'x0,x1', ['assumes rank(x) == 2', 'assumes x0 == n']);
  });

  it('does not guess how two unknown ranks meet', () => {
    assert.throws(() => broadcast(new RecordingAsk(), spread('x'), spread('y'), 'add'), Unranked);
  });
});

function expectBroadcast(left: Shape, right: Shape, shape: string, guards: readonly string[]): void {
  const ask = new RecordingAsk();
  assert.equal(plainShape(broadcast(ask, left, right, 'add')), shape);
  assert.deepEqual(
    ask.guards.map(({ kind, condition }) => `${kind} ${printCondition(condition)}`),
    guards,
  );
}
