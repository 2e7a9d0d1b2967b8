/** TensorFlow.js: saving and loading, `tf.io`, and what goes with it, `tf.serialization`. */
import { ABSENT, type Datum, promiseDatum } from '../datum.ts';
import { any } from '../parameters.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { newInstance } from './instances.ts';
import { openRecord, unknownBoolean, unknownDatum } from './unknowns.ts';

/** A place where models are stored; the state is its address, where that is known. */
export const IO_HANDLER: InstanceType = {
  name: 'IOHandler',
  construct: null,
  methods: {
    load: () => promiseDatum(unknownDatum('a model that is stored')),
    save: () => promiseDatum(openRecord({}, 'save')),
  },
  properties: {},
};

const handler = unknownDatum('a place where models are stored');

/** The members of `tf.io`. */
export const storageRows: Readonly<Record<string, Row>> = {
  ...answers(['browserFiles', 'fromMemory', 'fromMemorySync', 'withSaveHandler', 'withSaveHandlerSync'], handler),
  browserHTTPRequest: addressed('browserHTTPRequest'),
  http: addressed('http'),
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
    ({ class: registered }, ask) => {
      const className = registered.kind === 'function' ? registered.ofClass?.get('className') : undefined;
      if (className?.kind === 'string' && className.value !== null) ask.registry.set(className.value, registered);
      return registered;
    },
    {
      ...doc('serialization.registerClass'),
      silent: true,
    },
  ),
};

/** A handler that loads from an address. */
function addressed(name: string): Row {
  return row(
    `io.${name}`,
    { path: any, options: any },
    ({ path }) => newInstance(IO_HANDLER, path.kind === 'string' ? path.value : null),
    doc(`io.${name}`),
  );
}

/** Functions that return the same whatever they get. */
function answers(names: readonly string[], answer: Datum): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    names.map((name) => [name, row(`io.${name}`, { source: any, options: any }, () => answer, doc(`io.${name}`))]),
  );
}
