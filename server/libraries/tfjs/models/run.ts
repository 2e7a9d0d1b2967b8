/** Running a model: what it demands of the tensors that it is fed, and what comes out. */
import { type Advice, type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { rankAtLeast, rankIs } from '../../../kernels/rank.ts';
import { any, relationCondition } from '../../../symbolic/condition.ts';
import { equal, lessOrEqual } from '../../../symbolic/relation.ts';
import { constant } from '../../../symbolic/size.ts';
import { type FakeTensor, fakeTensor, isSpread, resolveShape, type Shape } from '../../../tensor/tensor.ts';
import { type Datum, type InstanceDatum, tensorDatum } from '../../datum.ts';
import { isOpen, openShapeText, whileBuilding } from '../layers/open.ts';
import { inputAdvice } from './advice.ts';
import { isSymbolic, nameOf, oneOrList, runGraph, symbolicOutputs, tensorsOf } from './graph.ts';
import { dataFor } from './named.ts';
import { requireOwnNames } from './ownNames.ts';
import { modelState } from './state.ts';

/** `predict`: the outputs for given inputs, after checking them. */
export function predict(self: InstanceDatum, input: Datum, ask: Ask): Datum {
  const { inputs, outputs, layers, why } = modelState(self);
  if (why !== null) return tensorDatum(fakeTensor(ask.opaque('output', why), null));
  requireOwnNames(layers);
  const fed = asLongAsFirst(ask, checked(ask, inputs, dataFor(inputs, input, ask)));
  return oneOrList(runGraph(ask, inputs, outputs, fed));
}

/** `predictOnBatch`: the same, but for a vector, which is no batch here. */
export function predictOnBatch(self: InstanceDatum, input: Datum, ask: Ask): Datum {
  const { inputs, why } = modelState(self);
  if (why !== null) return predict(self, input, ask);
  dataFor(inputs, input, ask).forEach(({ shape }, index) => {
    const expected = inputs[index];
    if (expected === undefined || expected.shape.some(isSpread)) return;
    const words = (): string =>
      `Error when checking : expected ${nameOf(expected)} to have ${expected.shape.length} dimension(s), ` +
      `but got array with shape ${openShapeText(shape)}`;
    ask.require(rankAtLeast(shape, 2), `${nameOf(expected)}: rank of the input`, words);
  });
  return predict(self, input, ask);
}

/** The library runs as many examples as the first input has; more of the others are left out, and fewer are refused. */
function asLongAsFirst(ask: Ask, fed: readonly FakeTensor[]): readonly FakeTensor[] {
  const [first] = fed[0]?.shape ?? [];
  if (first === undefined || isSpread(first)) return fed;
  return fed.map(({ shape, dtype }) => {
    const [batch, ...example] = shape;
    if (batch === undefined || isSpread(batch) || batch === first) return fakeTensor(shape, dtype);
    const isSame = equal(batch, first);
    if (ask.facts.decide(isSame) === 'no') ask.require(lessOrEqual(first, batch), 'predict: as many examples');
    else ask.assume(isSame, 'predict: inputs have the same number of examples');
    return fakeTensor([first, ...example], dtype);
  });
}

/** `apply`: as a layer of another model, or on tensors. The library checks the sizes in `predict` only. */
export function applyModel(self: InstanceDatum, input: Datum, rest: readonly Datum[], ask: Ask): Datum {
  const given = tensorsOf(input, ask);
  const { inputs, outputs, why, name } = modelState(self);
  const isBuilding = given.some(isSymbolic);
  const asking = isBuilding ? whileBuilding(ask) : ask;
  const results =
    why === null
      ? runGraph(asking, inputs, outputs, cast(inputs, given))
      : [fakeTensor(ask.opaque('output', why), null)];
  return oneOrList(isBuilding ? symbolicOutputs({ layer: self, inputs: given, rest }, results, name) : results);
}

/** What is fed, in the data types of the inputs. @throws Refused where there is another number of inputs. */
export function cast(inputs: readonly FakeTensor[], fed: readonly FakeTensor[]): readonly FakeTensor[] {
  if (fed.length !== inputs.length) throw new Refused('model: the number of inputs');
  return inputs.map((input, index) => fakeTensor((fed[index] ?? input).shape, input.dtype));
}

/** What is fed, in the data types of the inputs, after checking its number, its ranks and its sizes. */
export function checked(
  ask: Ask,
  inputs: readonly FakeTensor[],
  fed: readonly FakeTensor[],
  kind = '',
): readonly FakeTensor[] {
  if (inputs.length === 0) throw new Unreadable({ message: 'the inputs of the model are not known', place: null });
  if (fed.length !== inputs.length) {
    const words =
      `Error when checking model ${kind}: the Array of Tensors that you are passing to your model is not the size the model ` +
      `expected. Expected to see ${inputs.length} Tensor(s), but instead got ${fed.length} Tensors(s).`;
    throw new Refused('model: the number of inputs', null, words);
  }
  return inputs.map((input, index) => {
    const given = fed[index] ?? input;
    return fakeTensor(requireFits(ask, given.shape, input.shape, nameOf(input), kind), input.dtype);
  });
}

/** Demands the rank, and every size but the batch and those that the model leaves open. */
export function requireFits(
  ask: Ask,
  given: Shape,
  expected: Shape,
  name: string,
  kind = '',
  advice: Advice = () => inputAdvice(ask.facts, resolveShape(ask.facts, given), expected),
): Shape {
  const shape = asBatch(resolveShape(ask.facts, given));
  if (expected.some(isSpread)) return shape;
  const start = `Error when checking ${kind}: expected ${name} to have`;
  const rankWords = (): string =>
    `${start} ${expected.length} dimension(s), but got array with shape ${openShapeText(shape)}`;
  if (mayBeVector(ask, shape, expected)) {
    ask.require(
      any(...[1, 2].map((rank) => relationCondition(rankIs(shape, rank)))),
      `${name}: rank of the input`,
      rankWords,
    );
    ask.assume(rankIs(shape, 2), `${name}: rank of the input`);
  }
  ask.require(rankIs(shape, expected.length), `${name}: rank of the input`, rankWords, advice);
  const actual = resolveShape(ask.facts, shape);
  actual.forEach((dim, index) => {
    const wanted = expected[index];
    if (index === 0 || wanted === undefined || isSpread(wanted) || isSpread(dim) || isOpen(wanted)) return;
    const words = (): string =>
      `${start} shape ${openShapeText(expected)} but got array with shape ${openShapeText(actual)}.`;
    ask.require(equal(dim, wanted), `${name}: shape of the input`, words, advice);
  });
  return actual;
}

/** Whether the rank is not known, and a vector would do as well. */
function mayBeVector(ask: Ask, shape: Shape, expected: Shape): boolean {
  const last = expected[1];
  if (expected.length !== 2 || last === undefined || isSpread(last)) return false;
  const fits = isOpen(last) || ask.facts.decide(equal(last, constant(1))) !== 'no';
  return fits && ask.facts.decide(rankIs(shape, 1)) === 'unknown';
}

/** The library takes a vector for a batch of single numbers. */
function asBatch(shape: Shape): Shape {
  return shape.length === 1 && !shape.some(isSpread) ? [...shape, constant(1)] : shape;
}
