/** Loading models: `tf.loadLayersModel`, `tf.loadGraphModel`. A file of the workspace says what the model is. */
import { type Ask, type DataFile, Unreadable } from '../../../kernels/ask.ts';
import { type Datum, type InstanceDatum, promiseDatum } from '../../datum.ts';
import { any } from '../../parameters.ts';
import { type Row, row } from '../../row.ts';
import { doc } from '../documentation.ts';
import { graphOf } from '../files/graphFile.ts';
import { jsonOf, objectIn, readObject } from '../files/json.ts';
import { modelFromTopology } from '../files/layersFile.ts';
import { newInstance } from '../instances.ts';
import { IO_HANDLER } from '../storage.ts';
import { GRAPH_MODEL, type GraphModelState, unreadGraph } from './graphModel.ts';
import { loadedModel } from './layersModel.ts';
import { opaqueModel } from './state.ts';

const UNREAD = 'the model that is loaded cannot be read';

const loadGraphModel = loader('loadGraphModel', (source, ask) => promiseDatum(graphModel(source, ask)));
const loadGraphModelSync = loader('loadGraphModelSync', graphModel);
const loadLayersModel = loader('loadLayersModel', (source, ask) => promiseDatum(layersModel(source, ask)));

export const loaderRows: Readonly<Record<string, Row>> = { loadGraphModel, loadGraphModelSync, loadLayersModel };

/** The members of `tf.models`. */
export const modelsRows: Readonly<Record<string, Row>> = {
  modelFromJSON: loader('models.modelFromJSON', (source, ask) => promiseDatum(writtenModel(source, ask))),
};

function loader(name: string, load: (source: Datum, ask: Ask) => Datum): Row {
  return row(name, { source: any, options: any }, ({ source }, ask) => load(source, ask), doc(name));
}

function layersModel(source: Datum, ask: Ask): InstanceDatum {
  return readOr(
    () => modelFromTopology(readObject(fileOf(source, ask)), ask),
    (why) => loadedModel(opaqueModel(why)),
  );
}

/** A model that the program states as an object. */
function writtenModel(source: Datum, ask: Ask): InstanceDatum {
  return readOr(
    () => modelFromTopology(objectIn(jsonOf(source), 'the description of the model is no object'), ask),
    (why) => loadedModel(opaqueModel(why)),
  );
}

function graphModel(source: Datum, ask: Ask): InstanceDatum {
  const read = (): GraphModelState => {
    const file = fileOf(source, ask);
    return { graph: graphOf(readObject(file), file), why: { message: UNREAD, place: null } };
  };
  return newInstance(GRAPH_MODEL, readOr(read, unreadGraph));
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

/** @throws Unreadable where the address leads to no file of the workspace. */
function fileOf(source: Datum, ask: Ask): DataFile {
  const address = addressOf(source);
  if (address === null) throw new Unreadable({ message: 'its address is not known', place: null });
  return ask.file(address);
}

function addressOf(source: Datum): string | null {
  if (source.kind === 'string') return source.value;
  return source.kind === 'instance' && source.type === IO_HANDLER ? (source.state as string | null) : null;
}
