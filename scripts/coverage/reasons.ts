/** Why a public name needs no row: each group is a reason and the names that it holds for. */

export interface ReasonGroup {
  readonly why: string;
  /** Full names, or a namespace with `.*` for all that is in it. */
  readonly names: readonly string[];
}

const GROUPS: Readonly<Record<string, string>> = {
  'Written for backends: it computes on raw values or describes kernels, and no program of tensors calls it.':
    'backend_util.* broadcast_util.* device_util.* gather_util.* kernel_impls.* scatter_util.* shared.* slice_util.* ' +
    'DataStorage KernelBackend MathBackendCPU op',
  'Talks to a graphics card: it gives textures, programs and buffers, no tensor.':
    'gpgpu_util.* webgl.* webgl_util.* GPGPUContext MathBackendWebGL forceHalfFloat setWebGLContext',
  'Written for tests: it compares values and returns nothing.': 'test_util.*',
  'The environment of the library: flags and optimizers by name, no sizes.': 'ENV Environment OptimizerConstructors',
  'The name of a rank, for types.': 'Rank.*',
  'The name of a number that has a name already.': 'Reduction.0 Reduction.1 Reduction.2 Reduction.3',
  'A class that the library makes and users only hand on: what it holds is a record of the training or of its limits.':
    'CallbackList History InputSpec',
  'A base class of cells and recurrent layers: programs make their subclasses by functions that have rows.':
    'RNN layers.RNN layers.RNNCell',
  'A class behind a function that has a row: programs call the function.':
    'data.CSVDataset data.Dataset data.FileDataSource data.TextLineDataset data.URLDataSource',
  'Registration of classes for saved models: it gives no tensor.':
    'serialization.Serializable serialization.SerializationMap serialization.getRegisteredName',
  'Bytes of saved weights: buffers and streams, no tensor.':
    'io.CompositeArrayBuffer io.decodeWeightsStream io.getModelArtifactsForJSONSync',
  'Checks or lists tensors that it is given, and makes none.':
    'tensor_util.assertTypesMatch tensor_util.getTensorsInContainer tensor_util.isTensorInList tensor_util.makeTypesMatch',
  'Texts and numbers about texts and bytes.':
    'util.bytesFromStringArray util.fingerPrint64 util.hexToLong util.rightPad util.convertBackendValuesAndArrayBuffer ' +
    'util.checkConversionForErrors util.hasEncodingLoss util.repeatedTry util.tanh',
  'What the library keeps of a tensor for itself.':
    'Tensor.dataId Tensor.isDisposedInternal Tensor.kept Tensor.strides',
  'The name of a variable, and whether an optimizer may change it: no size.': 'Variable.name Variable.trainable',
};

/** Why a name that is followed has no generated cases. */
const WITHOUT_CASES: Readonly<Record<string, string>> = {
  'A class whose objects functions make, which have cases.':
    'AdadeltaOptimizer AdagradOptimizer AdamOptimizer AdamaxOptimizer MomentumOptimizer Optimizer RMSPropOptimizer ' +
    'SGDOptimizer LayersModel Sequential SymbolicTensor Tensor TensorBuffer Variable LayerVariable data.Dataset',
  'Programs extend it or hand it to training: `test/libraries/tfjs/layers/custom.test.ts` runs such programs in the library.':
    'layers.Layer Callback CustomCallback EarlyStopping callbacks.earlyStopping',
  'Reads files of models, which `test/libraries/tfjs/files/` writes with the library and reads back.':
    'GraphModel loadGraphModel loadGraphModelSync loadLayersModel models.modelFromJSON',
  'Reads a file or runs a generator of the program: `test/libraries/tfjs/data/dataset.test.ts` and fixtures hold them against the library.':
    'data.CSVDataset data.csv data.generator data.TextLineDataset data.FileDataSource data.URLDataSource',
  'Needs a page, a camera or a microphone.': 'browser.draw data.microphone data.webcam',
  'Stores models and bytes of weights: no tensor comes out that a program states.': 'io.*',
  'Switches, kernels and measurements of the library: no tensor, no size.':
    'backend copyRegisteredKernels deprecationWarn deregisterOp disableDeprecationWarnings dispose disposeVariables ' +
    'enableDebugMode enableProdMode engine env findBackend findBackendFactory getBackend getGradient getKernel ' +
    'getKernelsForBackend memory nextFrame print profile ready registerBackend registerCallbackConstructor ' +
    'registerGradient registerKernel registerOp removeBackend serialization.registerClass setBackend setPlatform time ' +
    'unregisterGradient unregisterKernel',
  'A constant or a text.':
    'Reduction.* backend_util.PARALLELIZE_THRESHOLD version.* version_converter version_core version_layers',
  'Values, texts and random numbers: no size follows from them.':
    'util.assert util.assertNonNull util.decodeString util.encodeString util.fetch util.isPromise util.locToIndex ' +
    'util.now util.randUniform util.shuffle util.shuffleCombo util.swap',
  'Every fake tensor has it by itself: all other cases compare shapes and data types.':
    'Tensor.dtype Tensor.rank Tensor.shape Tensor.size',
  'What the library keeps of a tensor, prints of it or frees: no size.':
    'Tensor.bytes Tensor.dataToGPU Tensor.dispose Tensor.id Tensor.isDisposed Tensor.print Tensor.rankType ' +
    'Tensor.throwIfDisposed Tensor.toString',
};

const TEXT = 'A text: the name of a kernel or a version.';

const groups = groupsOf(GROUPS);
const withoutCases = groupsOf(WITHOUT_CASES);

function groupsOf(reasons: Readonly<Record<string, string>>): readonly ReasonGroup[] {
  return Object.entries(reasons).map(([why, names]) => ({ why, names: names.split(' ') }));
}

/** Why a name that is followed has no cases; `null` where nobody has said why. */
export function reasonWithoutCases(name: string): string | null {
  return withoutCases.find(({ names }) => names.some((one) => covers(one, name)))?.why ?? null;
}

/** All that is said to have no cases, to tell what has some. */
export function namesWithoutCases(): readonly string[] {
  return withoutCases.flatMap(({ names }) => names);
}

/** Why a name needs no row; `null` where nobody has said why. */
export function reasonFor(name: string, value: unknown): string | null {
  const group = groups.find(({ names }) => names.some((one) => covers(one, name)));
  return group?.why ?? (typeof value === 'string' ? TEXT : null);
}

/** All that the groups name, to tell which of it no longer exists. */
export function namesWithReasons(): readonly string[] {
  return groups.flatMap(({ names }) => names);
}

export function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
