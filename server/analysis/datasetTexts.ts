/** Datasets in a line: one element, and how many there are. Told while the objects are as the run left them. */
import { ts } from 'ts-morph';
import type { Recorder } from '../interpreter/recorder.ts';
import type { Datum } from '../libraries/datum.ts';
import type { Count, DatasetState } from '../libraries/tfjs/data/dataset.ts';
import { printSize } from '../symbolic/notation.ts';
import { constant } from '../symbolic/size.ts';
import { shapeText } from './shapes.ts';

/** `{ xs: [B, 784], ys: [B, 10] }, 100 elements`, for the names that hold datasets. */
export function datasetTexts({ observations }: Recorder): ReadonlyMap<ts.Node, string> {
  const texts = new Map<ts.Node, string>();
  for (const [node, observed] of observations) {
    if (!ts.isIdentifier(node)) continue;
    const value = observed.at(-1)?.value;
    const instance = value?.kind === 'object' ? value.instance : null;
    const state = instance?.type.name === 'Dataset' ? instance.state.value : null;
    if (isDataset(state)) texts.set(node, `${elementText(state.element, 0)}, ${countText(state.count)}`);
  }
  return texts;
}

function isDataset(state: unknown): state is DatasetState {
  return typeof state === 'object' && state !== null && 'element' in state && 'count' in state;
}

function countText(count: Count): string {
  if (count === null) return 'an unknown number of elements';
  return count === 'endless' ? 'without end' : `${printSize(count)} ${count === constant(1) ? 'element' : 'elements'}`;
}

/** Structures deeper than this are not told. */
const DEEPEST = 4;

function elementText(datum: Datum, depth: number): string {
  if (depth > DEEPEST) return '…';
  switch (datum.kind) {
    case 'tensor':
      return shapeText(datum.tensor.shape);
    case 'record': {
      const fields = Object.entries(datum.fields ?? {}).map(
        ([key, field]) => `${key}: ${elementText(field, depth + 1)}`,
      );
      return fields.length === 0 ? '{ … }' : `{ ${fields.join(', ')} }`;
    }
    case 'number':
    case 'string':
    case 'boolean':
      return datum.kind;
    default:
      return '…';
  }
}
