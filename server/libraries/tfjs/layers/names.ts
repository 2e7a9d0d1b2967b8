/** Names of activations and initializers in configurations, which the library compares letter by letter. */
import { Refused } from '../../../kernels/ask.ts';
import type { Datum } from '../../datum.ts';

const ACTIVATIONS: readonly string[] = [
  'elu',
  'selu',
  'relu',
  'relu6',
  'linear',
  'sigmoid',
  'hardSigmoid',
  'softplus',
  'softsign',
  'tanh',
  'softmax',
  'logSoftmax',
  'gelu',
  'gelu_new',
  'mish',
  'swish',
];

const INITIALIZERS: readonly string[] = [
  'constant',
  'glorotNormal',
  'glorotUniform',
  'heNormal',
  'heUniform',
  'identity',
  'leCunNormal',
  'leCunUniform',
  'ones',
  'orthogonal',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'varianceScaling',
  'zeros',
];

/** Classes that the library has registered; it takes their names in the place of the others, whatever comes of it. */
const CLASSES: readonly string[] = ['ELU', 'ReLU', 'Softmax', 'Activation'];

/** Layers that read these fields. */
const READERS: ReadonlySet<string> = new Set([
  'Dense',
  'Conv1D',
  'Conv2D',
  'Conv3D',
  'Conv2DTranspose',
  'Conv3DTranspose',
  'DepthwiseConv2D',
  'SeparableConv2D',
  'SimpleRNN',
  'GRU',
  'LSTM',
]);

/**
 * Demands that names are written as the library writes them. Others may be those of classes that the program registers.
 * @throws Refused for a name that is one of the library's but for capitals and underscores.
 */
export function requireNames(className: string, config: Datum): void {
  if (config.kind !== 'record') return;
  if (READERS.has(className) || className === 'Activation')
    requireName('activation', config.get('activation'), ACTIVATIONS);
  if (!READERS.has(className)) return;
  const fields = className === 'SeparableConv2D' ? [] : ['kernelInitializer', 'biasInitializer'];
  for (const field of fields) requireName('initializer', config.get(field), INITIALIZERS);
}

function requireName(kind: string, name: Datum, known: readonly string[]): void {
  const text = name.kind === 'string' ? name.value : null;
  if (text === null || known.includes(text) || CLASSES.includes(text) || isClassOf(text, known)) return;
  const plain = plainOf(text);
  const meant = known.find((one) => plainOf(one) === plain);
  if (meant === undefined) return;
  throw new Refused(`${kind}: a known name`, null, `Unknown ${kind}: ${text}.`, `Its name here is \`${meant}\`.`);
}

/** `GlorotUniform`: the class of an initializer goes by its own name too. */
function isClassOf(text: string, known: readonly string[]): boolean {
  return known === INITIALIZERS && known.some((one) => one.charAt(0).toUpperCase() + one.slice(1) === text);
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
