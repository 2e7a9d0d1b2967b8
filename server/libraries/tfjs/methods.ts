/** TensorFlow.js: the methods of tensors. */
import type { Row } from '../row.ts';
import { bufferMethods } from './buffer.ts';
import { convertMethods } from './convert.ts';
import { createMethods } from './create.ts';
import { elementwiseMethods } from './elementwise.ts';
import { functionRows } from './functions.ts';
import { imageMethods } from './image.ts';
import { joinMethods } from './join.ts';
import { reshapeMethods } from './reshape.ts';
import { spectralMethods } from './spectral.ts';
import { variableMethods } from './variable.ts';

/** Methods that are a function of the same name, which takes the tensor first. */
const SHARED =
  'abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo cast ceil ' +
  'clipByValue clone conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d dilation2d div divNoNan ' +
  'dot elu equal erf exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ifft irfft isFinite isInf isNaN ' +
  'leakyRelu less lessEqual localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd logicalNot logicalOr ' +
  'logicalXor matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm euclideanNorm notEqual onesLike pad ' +
  'pool pow prelu print prod reciprocal relu relu6 reshape reverse round rsqrt selu separableConv2d sigmoid sign sin sinh ' +
  'slice softmax softplus spaceToBatchND sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk ' +
  'transpose unique unsortedSegmentSum variable zerosLike';

export const tensorMethods: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(SHARED.split(' ').flatMap((name) => entryOf(name))),
  ...bufferMethods,
  ...convertMethods,
  ...createMethods,
  ...elementwiseMethods,
  ...imageMethods,
  ...joinMethods,
  ...reshapeMethods,
  ...spectralMethods,
  ...variableMethods,
};

function entryOf(name: string): readonly (readonly [string, Row])[] {
  const row = functionRows[name];
  return row === undefined ? [] : [[name, row]];
}
