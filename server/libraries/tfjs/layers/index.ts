/** The members of `tf.layers`. */
import type { Row } from '../../row.ts';
import { convolutionalRows } from './convolutional.ts';
import { coreRows } from './core.ts';
import type { LayerRow } from './define.ts';
import { inputLayerRows } from './input.ts';
import { mergeRows } from './merge.ts';
import { normalizationRows } from './normalization.ts';
import { poolingRows } from './pooling.ts';
import { recurrentRows } from './recurrent.ts';
import { sameRows } from './same.ts';
import { spatialRows } from './spatial.ts';
import { wrapperRows } from './wrappers.ts';

export { inputRows } from './input.ts';
export { LAYER } from './layer.ts';
export { LAYER_VARIABLE } from './layerVariable.ts';

export const layerRows: Readonly<Record<string, Row>> = {
  ...convolutionalRows,
  ...coreRows,
  ...inputLayerRows,
  ...mergeRows,
  ...normalizationRows,
  ...poolingRows,
  ...recurrentRows,
  ...sameRows,
  ...spatialRows,
  ...wrapperRows,
};

const rowsByClass: ReadonlyMap<string, Row> = new Map([
  ...Object.values(layerRows).flatMap((row) =>
    'className' in row ? [[(row as LayerRow).className, row] as const] : [],
  ),
  ...Object.entries(inputLayerRows).flatMap(([name, row]) =>
    name === 'inputLayer' ? [['InputLayer', row] as const] : [],
  ),
]);

/** The row that makes layers of a class, `Conv2D`. */
export function rowOfClass(className: string): Row | null {
  return rowsByClass.get(className) ?? null;
}
