/** Running a model: what it demands of the tensors that it is fed, and what comes out. */
import { type Advice, type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import { rankIs } from '../../../kernels/rank.ts';
import { equal } from '../../../symbolic/relation.ts';
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
  const fed = checked(ask, inputs, dataFor(inputs, input, ask));
  return oneOrList(runGraph(ask, inputs, outputs, fed));
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

/** The library takes a vector for a batch of single numbers. */
function asBatch(shape: Shape): Shape {
  return shape.length === 1 && !shape.some(isSpread) ? [...shape, constant(1)] : shape;
}
