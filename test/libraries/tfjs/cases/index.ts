/** All cases in which rows are held against the real library, by family. */
import type { OracleCase } from '../../support.ts';
import { contractCases } from './contract.ts';
import { convolveCases, poolCases } from './convolve.ts';
import { createCases } from './create.ts';
import { elementwiseCases } from './elementwise.ts';
import { gatherCases } from './gather.ts';
import { imageCases } from './image.ts';
import { joinCases } from './join.ts';
import { lossCases } from './losses.ts';
import { moveCases } from './move.ts';
import { reduceCases } from './reduce.ts';
import { reshapeCases } from './reshape.ts';
import { signalCases } from './signal.ts';
import { sliceCases } from './slice.ts';
import { stateCases } from './state.ts';
import { textCases } from './text.ts';
import { utilCases } from './util.ts';
import { valueCases } from './values.ts';

export const families: Readonly<Record<string, readonly OracleCase[]>> = {
  'tensors of values': valueCases,
  'creation and conversion': createCases,
  'element by element': elementwiseCases,
  reductions: reduceCases,
  products: contractCases,
  convolutions: convolveCases,
  pools: poolCases,
  moving: moveCases,
  reshaping: reshapeCases,
  'joining and splitting': joinCases,
  slices: sliceCases,
  'gathering and scattering': gatherCases,
  images: imageCases,
  'losses and normalisation': lossCases,
  'signals, linear algebra, counting, metrics': signalCases,
  'texts, sparse and ragged tensors': textCases,
  'variables, buffers, pixels, fused convolutions': stateCases,
  'computing with shapes': utilCases,
};
