/** TensorFlow.js: tensors of random numbers. */
import { Refused } from '../../kernels/ask.ts';
import { splitBack } from '../../kernels/carve.ts';
import { countElements } from '../../kernels/reshape.ts';
import { plainShape } from '../../kernels/words.ts';
import { lessOrEqual } from '../../symbolic/relation.ts';
import { constant } from '../../symbolic/size.ts';
import type { DType } from '../../tensor/dtype.ts';
import { fakeTensor } from '../../tensor/tensor.ts';
import { tensorDatum } from '../datum.ts';
import { any, dtype, size, tensorOf, withDefault } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { newShape } from './create.ts';
import { doc } from './documentation.ts';

const defaultFloat = withDefault(dtype('float32'), 'float32');

/** A distribution with a real parameter or two before the data type, which has to be float32 or int32. */
function distribution(name: string, parameters: readonly string[]): Row {
  const ignored: Readonly<Record<string, Parameter<unknown>>> = Object.fromEntries(
    parameters.map((parameter) => [parameter, any]),
  );
  return row(
    name,
    { shape: newShape, ...ignored, dtype: defaultFloat, seed: any },
    (args) => {
      refuseBool(args.dtype, name);
      return tensorDatum(fakeTensor(args.shape, args.dtype));
    },
    doc(name),
  );
}

function refuseBool(type: DType | null, name: string): void {
  if (type === 'bool') throw new Refused(`${name}: float32 or int32`, null, `Unsupported data type ${type}`);
}

const randomUniform = row(
  'randomUniform',
  { shape: newShape, minval: any, maxval: any, dtype: defaultFloat, seed: any },
  (args) => tensorDatum(fakeTensor(args.shape, args.dtype)),
  doc('randomUniform'),
);

const randomUniformInt = row(
  'randomUniformInt',
  { shape: newShape, minval: any, maxval: any, seed: any },
  (args) => tensorDatum(fakeTensor(args.shape, 'int32')),
  doc('randomUniformInt'),
);

const rand = row(
  'rand',
  { shape: newShape, randFunction: any, dtype: defaultFloat },
  (args) => tensorDatum(fakeTensor(args.shape, args.dtype)),
  doc('rand'),
);

const multinomial = row(
  'multinomial',
  { logits: tensorOf([1, 2], 'multinomial'), numSamples: size, seed: any, normalized: any },
  ({ logits, numSamples }, ask) => {
    const outcomes = countElements(ask, logits.shape);
    const words = (): string =>
      `Error in multinomial: you need at least 2 outcomes, but got ${plainShape([outcomes])}.`;
    ask.require(lessOrEqual(constant(2), outcomes), 'multinomial: at least 2 outcomes', words);
    return tensorDatum(fakeTensor([...splitBack(ask, logits.shape, 1)[0], numSamples], 'int32'));
  },
  doc('multinomial'),
);

export const randomRows: Readonly<Record<string, Row>> = {
  randomNormal: distribution('randomNormal', ['mean', 'stdDev']),
  randomStandardNormal: distribution('randomStandardNormal', []),
  truncatedNormal: distribution('truncatedNormal', ['mean', 'stdDev']),
  randomGamma: distribution('randomGamma', ['alpha', 'beta']),
  randomUniform,
  randomUniformInt,
  rand,
  multinomial,
};
