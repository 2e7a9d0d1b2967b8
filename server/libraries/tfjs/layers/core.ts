/** Layers that change the shape of what they get: dense, flatten, reshape, permute, repeat, embedding. */
import { Refused } from '../../../kernels/ask.ts';
import { knownSizes, splitBack } from '../../../kernels/carve.ts';
import { countElements, reshape as toShape } from '../../../kernels/reshape.ts';
import { requireSameShape } from '../../../kernels/unify.ts';
import { asConstant, constant } from '../../../symbolic/size.ts';
import { fakeTensor, isSpread, type Shape } from '../../../tensor/tensor.ts';
import { flag, integer, list, optional, size } from '../../parameters.ts';
import type { Parameter, Row } from '../../row.ts';
import { layerRow } from './define.ts';
import { isOpen, openShapeText, openSize } from './open.ts';
import { batchAndExample, NONE, requireDefined, sizeAt, weight } from './rule.ts';
import { openShape } from './stated.ts';

const dense = layerRow(
  'dense',
  'Dense',
  { units: size, useBias: flag(true), inputDim: optional(size) },
  ({ units, useBias }) => ({
    minRank: 2,
    build(ask, [input = []], layer) {
      const words = 'The last dimension of the inputs to Dense should be defined.';
      const depth = requireDefined(sizeAt(ask, input, -1), layer, words);
      const bias = useBias ? [weight('bias', [units])] : [];
      return { fixed: new Map([[-1, depth]]), weights: [weight('kernel', [depth, units]), ...bias] };
    },
    call: (ask, [x = NONE]) => [fakeTensor([...splitBack(ask, x.shape, 1)[0], units], 'float32')],
  }),
  { example: ({ inputDim }) => inputDim && [inputDim] },
);

const flatten = layerRow('flatten', 'Flatten', {}, () => ({
  minRank: 3,
  call(ask, [x = NONE], layer) {
    const [batch, example] = batchAndExample(ask, x.shape, layer);
    const hasOpen = example.some((dim) => !isSpread(dim) && isOpen(dim));
    const words = `The shape of the input to "Flatten" is not fully defined (got ${openShapeText(example).slice(1, -1)}).`;
    if (hasOpen) throw new Refused('flatten: the shape is defined', null, words);
    return [fakeTensor([...batch, countElements(ask, example)], x.dtype)];
  },
}));

const reshape = layerRow('reshape', 'Reshape', { targetShape: openShape }, ({ targetShape }) => ({
  call(ask, [x = NONE], layer) {
    const [batch, example] = batchAndExample(ask, x.shape, layer);
    const target = targetShape.map((dim) => (isFree(dim) ? constant(-1) : dim));
    return [fakeTensor([...batch, ...toShape(ask, example, target, 'layers.reshape')], x.dtype)];
  },
}));

const permute = layerRow('permute', 'Permute', { dims: integers() }, ({ dims }) => {
  const expected = dims.toSorted((a, b) => a - b).every((dim, index) => dim === index + 1);
  if (!expected) throw new Refused('layers.permute: dims', null, `Invalid permutation \`dims\`: [${dims}]`);
  return {
    rank: dims.length + 1,
    call(ask, [x = NONE]) {
      const sizes = knownSizes(ask, x.shape);
      return [
        fakeTensor(
          [0, ...dims].map((dim) => sizes[dim] ?? constant(1)),
          x.dtype,
        ),
      ];
    },
  };
});

const repeatVector = layerRow('repeatVector', 'RepeatVector', { n: size }, ({ n }) => ({
  rank: 2,
  call(ask, [x = NONE]) {
    const [batch = n, features = n] = knownSizes(ask, x.shape);
    return [fakeTensor([batch, n, features], x.dtype)];
  },
}));

/** One number or several; what is not known is one. */
const lengths: Parameter<Shape> = {
  read: (argument, ask, name) =>
    argument.kind === 'unknown' ? [size.read(argument, ask, name)] : openShape.read(argument, ask, name),
};

const embedding = layerRow(
  'embedding',
  'Embedding',
  { inputDim: size, outputDim: size, inputLength: optional(lengths) },
  ({ inputDim, outputDim, inputLength }) => ({
    build: () => ({ fixed: new Map(), weights: [weight('embeddings', [inputDim, outputDim])] }),
    call(ask, [x = NONE], layer) {
      const { shape } = x;
      if (inputLength === null) return [fakeTensor([...shape, outputDim], 'float32')];
      const [, example] = batchAndExample(ask, shape, layer);
      const words = (): string =>
        `"inputLength" is ${openShapeText(inputLength)}, but received input shape has shape ${openShapeText(shape)}`;
      const lengths = inputLength.map((dim, index) => (isFree(dim) ? (example[index] ?? dim) : dim));
      requireSameShape(ask, example, lengths, 'embedding: inputLength', words);
      return [fakeTensor([...shape, outputDim], 'float32')];
    },
  }),
  { example: ({ inputLength }) => inputLength ?? [openSize('length')] },
);

export const coreRows: Readonly<Record<string, Row>> = { dense, embedding, flatten, permute, repeatVector, reshape };

/** A size that is left open, or written as -1. */
function isFree(dim: Shape[number]): boolean {
  return !isSpread(dim) && (isOpen(dim) || asConstant(dim) === -1);
}

function integers(): Parameter<readonly number[]> {
  return { read: (argument, ask, name) => list.read(argument, ask, name).map((item) => integer.read(item, ask, name)) };
}
