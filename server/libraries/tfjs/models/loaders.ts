/** Loading models: `tf.loadLayersModel`, `tf.loadGraphModel`. A file of the workspace says what the model is. */
import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import { type Datum, type InstanceDatum, promiseDatum } from '../../datum.ts';
import { any } from '../../parameters.ts';
import { type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { type JsonObject, readObject } from '../files/json.ts';
import { modelFromTopology } from '../files/layersFile.ts';
import { newInstance } from '../instances.ts';
import { IO_HANDLER } from '../storage.ts';
import { GRAPH_MODEL } from './graphModel.ts';
import { loadedModel } from './layersModel.ts';
import { opaqueModel } from './state.ts';

const UNREAD = 'the model that is loaded cannot be read';

const loadGraphModel = loader('loadGraphModel', () => promiseDatum(newInstance(GRAPH_MODEL, null)));
const loadGraphModelSync = loader('loadGraphModelSync', () => newInstance(GRAPH_MODEL, null));
const loadLayersModel = loader('loadLayersModel', (source, ask) => promiseDatum(layersModel(source, ask)));

export const loaderRows: Readonly<Record<string, Row>> = { loadGraphModel, loadGraphModelSync, loadLayersModel };

/** The members of `tf.models`. */
export const modelsRows: Readonly<Record<string, Row>> = {
  modelFromJSON: { ...loadLayersModel, name: 'models.modelFromJSON' },
};

function loader(name: string, load: (source: Datum, ask: Ask) => Datum): Row {
  return row(name, { source: any, options: any }, ({ source }, ask) => load(source, ask), doc(name));
}

function layersModel(source: Datum, ask: Ask): InstanceDatum {
  return readOr(
    () => modelFromTopology(described(source, ask), ask),
    (why) => loadedModel(opaqueModel(why)),
  );
}

/** What the file makes, or what is left to say of a model without one, and why. */
function readOr<T>(read: () => T, otherwise: (why: string) => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return otherwise(`${UNREAD}: ${error.why.message}`);
    throw error;
  }
}

/** @throws Unreadable where the address leads to no file of the workspace, or the file is malformed. */
function described(source: Datum, ask: Ask): JsonObject {
  const address = addressOf(source);
  if (address === null) throw new Unreadable({ message: 'its address is not known', place: null });
  return readObject(ask.file(address));
}

function addressOf(source: Datum): string | null {
  if (source.kind === 'string') return source.value;
  return source.kind === 'instance' && source.type === IO_HANDLER ? (source.state as string | null) : null;
}
