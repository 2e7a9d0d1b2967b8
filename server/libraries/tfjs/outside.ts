/** TensorFlow.js: functions at the border of the program, whose results nothing states: files, registries, callbacks. */
import { ABSENT, type Datum, promiseDatum } from '../datum.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { unknownDatum } from './unknowns.ts';

type Rows = Readonly<Record<string, Row>>;

function rowsOf(namespace: string, names: string, answer: (name: string) => Datum): Rows {
  return Object.fromEntries(
    names.split(' ').map((name) => [name, row(`${namespace}.${name}`, {}, () => answer(name), doc(`${namespace}.${name}`))]),
  );
}

const opaque = (name: string): Datum => unknownDatum(`what \`${name}\` returns`);

const later = (name: string): Datum => promiseDatum(opaque(name));

const HANDLERS =
  'browserFiles browserHTTPRequest fromMemory fromMemorySync http withSaveHandler withSaveHandlerSync getLoadHandlers ' +
  'getSaveHandlers getModelArtifactsForJSONSync getModelArtifactsInfoForJSON getWeightSpecs concatenateArrayBuffers ' +
  'decodeWeights isHTTPScheme registerLoadRouter registerSaveRouter weightsLoaderFactory';

const FILES = 'copyModel decodeWeightsStream encodeWeights getModelArtifactsForJSON listModels loadWeights moveModel removeModel';

export const ioRows: Rows = { ...rowsOf('io', HANDLERS, opaque), ...rowsOf('io', FILES, later) };

export const serializationRows: Rows = rowsOf('serialization', 'registerClass getRegisteredName', () => ABSENT);

export const callbackRows: Rows = rowsOf('callbacks', 'earlyStopping', opaque);

export const constraintRows: Rows = rowsOf('constraints', 'maxNorm minMaxNorm nonNeg unitNorm', opaque);

export const regularizerRows: Rows = rowsOf('regularizers', 'l1 l1l2 l2', opaque);
