/** All cases of layers, by family. */
import type { OracleCase } from '../../../support.ts';
import { keepingLayerCases } from './keeping.ts';
import { mergingLayerCases } from './merging.ts';
import { recurrentLayerCases } from './recurrent.ts';
import { shapingLayerCases } from './shaping.ts';
import { windowLayerCases } from './windows.ts';

export const layerFamilies: Readonly<Record<string, readonly OracleCase[]>> = {
  'layers of windows': windowLayerCases,
  'layers that change shapes': shapingLayerCases,
  'layers that keep shapes': keepingLayerCases,
  'layers that merge': mergingLayerCases,
  'recurrent and wrapping layers': recurrentLayerCases,
};
