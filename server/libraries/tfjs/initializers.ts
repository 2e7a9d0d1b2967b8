/** TensorFlow.js: `tf.initializers`: objects that fill new weights. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { knownSizes } from '../../kernels/carve.ts';
import { rankAtLeast, rankIs } from '../../kernels/rank.ts';
import { equal } from '../../symbolic/relation.ts';
import { fakeTensor, type Shape } from '../../tensor/tensor.ts';
import { ABSENT, tensorDatum } from '../datum.ts';
import { dtype } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { unknownDatum } from './unknowns.ts';

/** What the state tells: whether the initializer makes a square matrix, or something of at least two dimensions. */
interface InitializerState {
  readonly fills: 'anything' | 'square' | 'matrices';
}

const INITIALIZER: InstanceType = {
  name: 'Initializer',
  construct: () => ({ fills: 'anything' }) satisfies InitializerState,
  methods: {
    apply: (self, [shape = ABSENT, type = ABSENT], ask) => {
      const sizes = newShape.read(shape, ask, 'shape');
      requireFilled(ask, sizes, (self.state as InitializerState).fills);
      const found = dtype('float32').read(type, ask, 'dtype');
      if (found === 'string') throw new Refused('initializer: numbers');
      return tensorDatum(fakeTensor(sizes, found));
    },
    getConfig: () => unknownDatum('the configuration of an initializer'),
  },
  properties: {},
};

function requireFilled(ask: Ask, shape: Shape, fills: InitializerState['fills']): void {
  if (fills === 'anything') return;
  if (fills === 'matrices') {
    ask.require(rankAtLeast(shape, 2), 'initializer: rank at least 2', () => 'Shape must be at least 2D.');
    return;
  }
  const words = (): string => 'Identity matrix initializer can only be used for 2D square matrices.';
  ask.require(rankIs(shape, 2), 'initializer: a square matrix', words);
  const [rows, columns] = knownSizes(ask, shape);
  if (rows !== undefined && columns !== undefined)
    ask.require(equal(rows, columns), 'initializer: a square matrix', words);
}

function initializer(name: string): Row {
  const fills = name === 'identity' ? 'square' : name === 'orthogonal' ? 'matrices' : 'anything';
  const state: InitializerState = { fills };
  return row(`initializers.${name}`, {}, () => newInstance(INITIALIZER, state), doc(`initializers.${name}`));
}

const NAMES =
  'constant glorotNormal glorotUniform heNormal heUniform identity leCunNormal leCunUniform ones orthogonal randomNormal ' +
  'randomUniform truncatedNormal varianceScaling zeros';

export const initializerRows: Readonly<Record<string, Row>> = Object.fromEntries(
  NAMES.split(' ').map((name) => [name, initializer(name)]),
);
