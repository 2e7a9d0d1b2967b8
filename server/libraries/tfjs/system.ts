/** TensorFlow.js: memory, scopes, timing and backends: functions that compute no shapes. */
import { ABSENT, type Datum, promiseDatum, stringDatum } from '../datum.ts';
import { any, func } from '../parameters.ts';
import { type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { openRecord, returning, unknownBoolean, unknownDatum, unknownNumber } from './unknowns.ts';

/** Runs its callback, which may come after a name. */
const tidy = row(
  'tidy',
  { nameOrFn: any, fn: any },
  ({ nameOrFn, fn }, ask) => func.read(nameOrFn.kind === 'function' ? nameOrFn : fn, ask, 'fn').call([]),
  doc('tidy'),
);

const keep = row('keep', { result: any }, ({ result }) => result, doc('keep'));

const time = row(
  'time',
  { f: func },
  ({ f }) => {
    f.call([]);
    return promiseDatum(openRecord({ wallMs: unknownNumber, kernelMs: unknownNumber }, 'time'));
  },
  doc('time'),
);

const profile = row(
  'profile',
  { f: func },
  ({ f }) => {
    const result = f.call([]);
    const figures = { newBytes: unknownNumber, newTensors: unknownNumber, peakBytes: unknownNumber };
    return promiseDatum(openRecord({ ...figures, result }, 'profile'));
  },
  doc('profile'),
);

const memory = row(
  'memory',
  {},
  () => {
    const figures = { numTensors: unknownNumber, numDataBuffers: unknownNumber, numBytes: unknownNumber };
    return openRecord({ ...figures, unreliable: unknownBoolean }, 'memory');
  },
  doc('memory'),
);

/** A function without a result that matters. */
function silent(name: string): Row {
  return row(name, { value: any }, () => ABSENT, { ...doc(name), silent: true });
}

/** A function that returns the same whatever it gets. */
function answering(name: string, answer: Datum): Row {
  return row(name, {}, () => answer, doc(name));
}

const runScope = {
  kind: 'function',
  call: (args: readonly Datum[]) => {
    const callback = args.find((argument) => argument.kind === 'function');
    return callback?.kind === 'function' ? callback.call([]) : ABSENT;
  },
} as const;

const engine = openRecord(
  { startScope: returning(ABSENT), endScope: returning(ABSENT), disposeVariables: returning(ABSENT), tidy: runScope },
  'engine',
);

const environment = openRecord(
  {
    set: returning(ABSENT),
    setFlags: returning(ABSENT),
    reset: returning(ABSENT),
    getBool: returning(unknownBoolean),
    getNumber: returning(unknownNumber),
    getAsync: returning(promiseDatum(unknownDatum('a flag of the environment'))),
  },
  'env',
);

const DONE = promiseDatum(ABSENT);

export const systemRows: Readonly<Record<string, Row>> = {
  tidy,
  keep,
  time,
  profile,
  memory,
  dispose: silent('dispose'),
  enableProdMode: silent('enableProdMode'),
  enableDebugMode: silent('enableDebugMode'),
  disableDeprecationWarnings: silent('disableDeprecationWarnings'),
  deprecationWarn: silent('deprecationWarn'),
  registerBackend: answering('registerBackend', unknownBoolean),
  removeBackend: silent('removeBackend'),
  registerKernel: silent('registerKernel'),
  unregisterKernel: silent('unregisterKernel'),
  registerGradient: silent('registerGradient'),
  unregisterGradient: silent('unregisterGradient'),
  copyRegisteredKernels: silent('copyRegisteredKernels'),
  setPlatform: silent('setPlatform'),
  registerOp: silent('registerOp'),
  deregisterOp: silent('deregisterOp'),
  registerCallbackConstructor: silent('registerCallbackConstructor'),
  nextFrame: answering('nextFrame', DONE),
  ready: answering('ready', DONE),
  setBackend: answering('setBackend', promiseDatum(unknownBoolean)),
  getBackend: answering('getBackend', stringDatum(null)),
  backend: answering('backend', unknownDatum('the backend')),
  findBackend: answering('findBackend', unknownDatum('the backend')),
  findBackendFactory: answering('findBackendFactory', unknownDatum('the backend')),
  getKernel: answering('getKernel', unknownDatum('a kernel')),
  getKernelsForBackend: answering('getKernelsForBackend', unknownDatum('kernels')),
  getGradient: answering('getGradient', unknownDatum('a gradient')),
  engine: answering('engine', engine),
  env: answering('env', environment),
};
