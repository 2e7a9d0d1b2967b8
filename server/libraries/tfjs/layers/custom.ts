/** Layers that the program defines: they compute as their own `build`, `call` and `computeOutputShape` say. */
import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import { type FakeTensor, fakeTensor, type Shape } from '../../../tensor/tensor.ts';
import { type Datum, type InstanceDatum, listDatum, recordDatum } from '../../datum.ts';
import { sizes, wanted } from '../../parameters.ts';
import { shapeDatum } from '../instances.ts';
import { unknownDatum } from '../unknowns.ts';
import { NOTHING_BUILT } from './rule.ts';
import { layerState } from './state.ts';

/** What the layer's own `call` returns for these arguments of `apply`. */
export function callOwn(
  self: InstanceDatum,
  input: Datum,
  inputs: readonly FakeTensor[],
  rest: readonly Datum[],
): Datum {
  if (self.own === undefined) return unknownDatum('a layer that the program defines');
  buildOwn(self, inputs);
  const [options = recordDatum({})] = rest;
  return self.own('call')?.call([input, options]) ?? input;
}

/** The shapes that the layer says it will return; without a word of its own, that of its input. */
export function ownShapes(self: InstanceDatum, inputs: readonly FakeTensor[], ask: Ask): readonly FakeTensor[] {
  if (self.own === undefined) throw new Unreadable({ message: 'a layer that the program defines', place: null });
  buildOwn(self, inputs);
  const compute = self.own('computeOutputShape');
  if (compute === null) return inputs.slice(0, 1);
  const said = wanted(compute.call([shapesDatum(inputs)]), { kind: 'list' });
  const isNested = said.kind === 'list' && said.items.some((item) => item.kind === 'list');
  const shapes = isNested ? said.items.map((item) => readShape(item as Datum, ask)) : [readShape(said, ask)];
  return shapes.map((shape) => fakeTensor(shape, 'float32'));
}

/** The first application builds the layer for the shapes that it gets. */
function buildOwn(self: InstanceDatum, inputs: readonly FakeTensor[]): void {
  const before = layerState(self);
  if (before.built !== null) return;
  self.own?.('build')?.call([shapesDatum(inputs)]);
  const after = layerState(self);
  if (after.built === null) self.update({ ...after, built: NOTHING_BUILT });
}

function shapesDatum(inputs: readonly FakeTensor[]): Datum {
  const shapes = inputs.map(({ shape }) => shapeDatum(shape));
  const [only] = shapes;
  return shapes.length === 1 && only !== undefined ? only : listDatum(shapes);
}

function readShape(datum: Datum, ask: Ask): Shape {
  return sizes.read(datum, ask, 'outputShape');
}
