/** The shape of a layer's output, computed from that of its input: nothing is built, and hardly anything is demanded. */
import { type Ask, Refused, Unreadable } from '../../../kernels/ask.ts';
import type { Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, type InstanceDatum, listDatum } from '../../datum.ts';
import { wanted } from '../../parameters.ts';
import { shapeDatum } from '../instances.ts';
import { symbolicInput } from '../models/graph.ts';
import { whileComputing } from './open.ts';
import { type LayerRule, NOTHING_BUILT, requireCompatible } from './rule.ts';
import { layerState } from './state.ts';
import { openShape } from './stated.ts';

/** `computeOutputShape(inputShape)`, of one shape or a list of them; layers that the program defines keep the shape. */
export function computeOutputShape(self: InstanceDatum, [given = ABSENT]: readonly Datum[], ask: Ask): Datum {
  const { rule, name } = layerState(self);
  if (rule === null) return given;
  const results = computed(rule, shapesIn(given, ask), name, whileComputing(ask)).map(shapeDatum);
  const [only] = results;
  return results.length === 1 && only !== undefined ? only : listDatum(results);
}

/** One shape or a list of them. */
export function shapesIn(given: Datum, ask: Ask): readonly Shape[] {
  const said = wanted(given, { kind: 'list' });
  const isNested = said.kind === 'list' && said.items.some((item) => item.kind === 'list');
  return isNested ? said.items.map((item) => readShape(item as Datum, ask)) : [readShape(said, ask)];
}

/** What the library makes of shapes that the layer would refuse is anything. */
function computed(rule: LayerRule, shapes: readonly Shape[], layer: string, ask: Ask): readonly Shape[] {
  try {
    requireCompatible(ask, rule, NOTHING_BUILT, shapes[0] ?? [], layer);
    const inputs = shapes.map((shape) => symbolicInput(shape, 'float32', layer));
    return rule.call(ask, inputs, layer).map(({ shape }) => shape);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Unreadable({ message: `computeOutputShape: ${error.message}`, place: null });
  }
}

function readShape(datum: Datum, ask: Ask): Shape {
  return openShape.read(datum, ask, 'inputShape');
}
