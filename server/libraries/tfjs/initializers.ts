/** TensorFlow.js: `tf.initializers`: objects that fill new weights. */
import { Refused } from '../../kernels/ask.ts';
import { rankIs } from '../../kernels/rank.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { ABSENT, tensorDatum } from '../datum.ts';
import { dtype } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { unknownDatum } from './unknowns.ts';

/** What the state tells: the rank that the initializer demands, or `null`. */
interface InitializerState {
  readonly rank: number | null;
}

const INITIALIZER: InstanceType = {
  name: 'Initializer',
  construct: () => ({ rank: null }) satisfies InitializerState,
  methods: {
    apply: (self, [shape = ABSENT, type = ABSENT], ask) => {
      const sizes = newShape.read(shape, ask, 'shape');
      const { rank } = self.state as InitializerState;
      if (rank !== null) ask.require(rankIs(sizes, rank), `initializer: rank ${rank}`);
      const found = dtype('float32').read(type, ask, 'dtype');
      if (found === 'string') throw new Refused('initializer: numbers');
      return tensorDatum(fakeTensor(sizes, found));
    },
    getConfig: () => unknownDatum('the configuration of an initializer'),
  },
  properties: {},
};

function initializer(name: string): Row {
  const state: InitializerState = { rank: name === 'identity' || name === 'orthogonal' ? 2 : null };
  return row(`initializers.${name}`, {}, () => newInstance(INITIALIZER, state), doc(`initializers.${name}`));
}

const NAMES =
  'constant glorotNormal glorotUniform heNormal heUniform identity leCunNormal leCunUniform ones orthogonal randomNormal ' +
  'randomUniform truncatedNormal varianceScaling zeros';

export const initializerRows: Readonly<Record<string, Row>> = Object.fromEntries(
  NAMES.split(' ').map((name) => [name, initializer(name)]),
);
