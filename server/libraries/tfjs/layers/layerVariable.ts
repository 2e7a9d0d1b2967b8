/** The weights of layers, as objects that are read and written. */
import { requireSameShape } from '../../../kernels/unify.ts';
import { plainShape } from '../../../kernels/words.ts';
import { type FakeTensor, fakeTensor } from '../../../tensor/tensor.ts';
import { ABSENT, type InstanceDatum, stringDatum, tensorDatum } from '../../datum.ts';
import { tensor } from '../../parameters.ts';
import type { InstanceType } from '../../row.ts';
import { newInstance, shapeDatum } from '../instances.ts';
import { unknownBoolean } from '../unknowns.ts';
import type { Weight } from './rule.ts';

/** `tf.LayerVariable`; the state is the weight. */
export const LAYER_VARIABLE: InstanceType = {
  name: 'LayerVariable',
  construct: null,
  methods: {
    read: (self) => tensorDatum(held(self)),
    write(self, [value = ABSENT], ask) {
      const { shape } = tensor.read(value, ask, 'newVal');
      const words = (): string => `Shape mismatch: [${plainShape(shape)}] vs. [${plainShape(weightOf(self).shape)}]`;
      requireSameShape(ask, shape, weightOf(self).shape, 'write: the shape of the weight', words);
      return self;
    },
    dispose: () => ABSENT,
  },
  properties: {
    name: (self) => stringDatum(weightOf(self).name),
    originalName: (self) => stringDatum(weightOf(self).name),
    shape: (self) => shapeDatum(weightOf(self).shape),
    dtype: (self) => stringDatum(weightOf(self).dtype),
    val: (self) => tensorDatum(held(self)),
    trainable: () => unknownBoolean,
  },
};

export function layerVariable(weight: Weight): InstanceDatum {
  return newInstance(LAYER_VARIABLE, weight);
}

function held(self: InstanceDatum): FakeTensor {
  return fakeTensor(weightOf(self).shape, weightOf(self).dtype);
}

function weightOf(self: InstanceDatum): Weight {
  return self.state as Weight;
}
