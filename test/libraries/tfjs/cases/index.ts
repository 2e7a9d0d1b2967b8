/** All cases in which rows are held against the real library, by family. */
import { tensorMethods } from '../../../../server/libraries/tfjs/methods.ts';
import type { OracleCase } from '../../support.ts';
import { contractCases } from './contract.ts';
import { convolveCases, poolCases } from './convolve.ts';
import { createCases } from './create.ts';
import { dataCases } from './data.ts';
import { elementwiseCases } from './elementwise.ts';
import { functionCases } from './functions.ts';
import { gatherCases } from './gather.ts';
import { imageCases } from './image.ts';
import { joinCases } from './join.ts';
import { layerFamilies } from './layers/index.ts';
import { lossCases } from './losses.ts';
import { modelCases } from './models.ts';
import { moveCases } from './move.ts';
import { objectCases } from './objects.ts';
import { reduceCases } from './reduce.ts';
import { reshapeCases } from './reshape.ts';
import { signalCases } from './signal.ts';
import { sliceCases } from './slice.ts';
import { stateCases } from './state.ts';
import { textCases } from './text.ts';
import { utilCases } from './util.ts';
import { valueCases } from './values.ts';

const functions: Readonly<Record<string, readonly OracleCase[]>> = {
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
  'functions and objects': functionCases,
  'computing with shapes': utilCases,
};

export const families: Readonly<Record<string, readonly OracleCase[]>> = {
  ...functions,
  'members of objects, inputs, pixels': objectCases,
  datasets: dataCases,
  models: modelCases,
  ...layerFamilies,
  'methods of tensors': methodsOf(Object.values(functions).flat()),
};

/** A method that is a function of the same name is tried on the same arguments. */
function methodsOf(cases: readonly OracleCase[]): readonly OracleCase[] {
  const tried = new Set(cases.map(({ method }) => method));
  return Object.entries(tensorMethods).flatMap(([method, row]) => {
    if (tried.has(method)) return [];
    const same = cases.filter((one) => one.row === row && one.method === undefined && one.real === undefined);
    return same.map((one) => ({ ...one, method, args: one.args.filter(([first]) => first?.kind === 'tensor') }));
  });
}
