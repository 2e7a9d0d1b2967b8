/** TensorFlow.js: the functions of `tf` itself, collected from their families. */
import type { Row } from '../row.ts';
import { bufferRows } from './buffer.ts';
import { cellRows } from './cell.ts';
import { contractRows } from './contract.ts';
import { convertRows } from './convert.ts';
import { convolveRows } from './convolve.ts';
import { countRows } from './count.ts';
import { createRows } from './create.ts';
import { elementwiseRows } from './elementwise.ts';
import { gatherRows } from './gather.ts';
import { gradientRows } from './gradients.ts';
import { joinRows } from './join.ts';
import { inputRows } from './layers/index.ts';
import { gridRows } from './linalg.ts';
import { layersModelRows } from './models/layersModel.ts';
import { loaderRows } from './models/loaders.ts';
import { sequentialRows } from './models/sequential.ts';
import { moveRows } from './move.ts';
import { normalizeRows } from './normalize.ts';
import { poolRows } from './pool.ts';
import { raggedRows } from './ragged.ts';
import { randomRows } from './random.ts';
import { reduceRows } from './reduce.ts';
import { reshapeRows } from './reshape.ts';
import { sliceRows } from './slice.ts';
import { topSpectralRows } from './spectral.ts';
import { strictRows } from './strict.ts';
import { systemRows } from './system.ts';
import { valueRows } from './values.ts';
import { variableRows } from './variable.ts';

export const functionRows: Readonly<Record<string, Row>> = {
  ...bufferRows,
  ...cellRows,
  ...contractRows,
  ...convertRows,
  ...convolveRows,
  ...countRows,
  ...createRows,
  ...elementwiseRows,
  ...gatherRows,
  ...gradientRows,
  ...gridRows,
  ...inputRows,
  ...joinRows,
  ...layersModelRows,
  ...loaderRows,
  ...moveRows,
  ...normalizeRows,
  ...poolRows,
  ...raggedRows,
  ...randomRows,
  ...reduceRows,
  ...reshapeRows,
  ...sequentialRows,
  ...sliceRows,
  ...strictRows,
  ...systemRows,
  ...topSpectralRows,
  ...valueRows,
  ...variableRows,
};
