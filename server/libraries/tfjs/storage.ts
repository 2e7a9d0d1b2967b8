/** TensorFlow.js: saving and loading, `tf.io`, and what goes with it, `tf.serialization`. */
import { ABSENT, type Datum, promiseDatum } from '../datum.ts';
import { any } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { openRecord, unknownBoolean, unknownDatum } from './unknowns.ts';

const handler = unknownDatum('a place where models are stored');

/** The members of `tf.io`. */
export const storageRows: Readonly<Record<string, Row>> = {
  ...answers(
    [
      'browserFiles',
      'browserHTTPRequest',
      'fromMemory',
      'fromMemorySync',
      'http',
      'withSaveHandler',
      'withSaveHandlerSync',
    ],
    handler,
  ),
  ...answers(['copyModel', 'moveModel', 'removeModel', 'listModels'], promiseDatum(openRecord({}, 'models'))),
  ...answers(['loadWeights', 'encodeWeights'], promiseDatum(unknownDatum('weights that are loaded'))),
  ...answers(
    ['decodeWeights', 'weightsLoaderFactory', 'concatenateArrayBuffers'],
    unknownDatum('weights that are loaded'),
  ),
  ...answers(
    ['getModelArtifactsInfoForJSON', 'getModelArtifactsForJSON', 'getWeightSpecs'],
    unknownDatum('a model that is stored'),
  ),
  ...answers(['isHTTPScheme'], unknownBoolean),
  ...answers(['registerLoadRouter', 'registerSaveRouter', 'getLoadHandlers', 'getSaveHandlers'], ABSENT),
};

/** The members of `tf.serialization`. */
export const serializationRows: Readonly<Record<string, Row>> = {
  registerClass: row(
    'serialization.registerClass',
    { class: any, package: any, name: any },
    ({ class: registered }) => registered,
    {
      ...doc('serialization.registerClass'),
      silent: true,
    },
  ),
};

/** Functions that return the same whatever they get. */
function answers(names: readonly string[], answer: Datum): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    names.map((name) => [name, row(`io.${name}`, { source: any, options: any }, () => answer, doc(`io.${name}`))]),
  );
}
