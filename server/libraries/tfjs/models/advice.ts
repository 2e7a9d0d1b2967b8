/** What a person needs to hear whose data does not fit a model: it is mostly the batch. */
import { plainShape } from '../../../kernels/words.ts';
import type { Facts } from '../../../symbolic/facts.ts';
import { equal } from '../../../symbolic/relation.ts';
import { asConstant, type Size } from '../../../symbolic/size.ts';
import { type Dim, isSpread, type Shape, sizesOf } from '../../../tensor/tensor.ts';
import { isOpen } from '../layers/open.ts';

/** For data of a shape, given to an input of another one; `null` where nothing is clear. */
export function inputAdvice(facts: Facts, given: Shape, expected: Shape): string | null {
  const [sizes, wanted] = [sizesOf(given), sizesOf(expected)];
  if (sizes === null || wanted === null) return null;
  if (sizes.length === wanted.length - 1) return exampleAdvice(facts, sizes, wanted);
  if (sizes.length !== wanted.length) return batchAdvice(facts, sizes, wanted);
  return channelAdvice(facts, sizes, wanted) ?? swapAdvice(facts, sizes, wanted);
}

/** For targets that are not what the output and the loss ask for. */
export function targetAdvice(facts: Facts, given: Shape, output: Shape, loss: string): string | null {
  const [sizes, wanted] = [sizesOf(given), sizesOf(output)];
  const classes = wanted?.at(-1);
  if (sizes === null || wanted === null || classes === undefined || isOpen(classes)) return null;
  const isIndex = sizes.length === wanted.length - 1 || (sizes.length === wanted.length && isNumber(sizes.at(-1), 1));
  if (loss === 'categoricalCrossentropy' && isIndex && !isNumber(classes, 1)) {
    return `Classes that are given by their numbers go with the loss \`sparseCategoricalCrossentropy\`, or as \`tf.oneHot(labels, ${plainShape([classes])})\`.`;
  }
  const isOneHot = sizes.length === wanted.length && isSame(facts, sizes.at(-1), classes);
  if (loss === 'sparseCategoricalCrossentropy' && isOneHot) {
    return 'Classes that are given as one-hot vectors go with the loss `categoricalCrossentropy`.';
  }
  return null;
}

/** One dimension too few: one example, or a batch whose size was taken for a part of the example. */
function exampleAdvice(facts: Facts, given: readonly Size[], expected: readonly Size[]): string | null {
  const [, ...example] = expected;
  if (!example.every((size, index) => isOpen(size) || isPossible(facts, given[index], size))) return null;
  const kind = isImage(example) ? 'image' : 'example';
  const one =
    `A model of rank-${expected.length} input was given one ${kind} of rank ${given.length}: ` +
    '`expandDims(0)` makes it a batch of one.';
  const [first] = example;
  if (kind === 'image' || first === undefined || isOpen(first)) return one;
  return (
    `${one} If ${plainShape([first])} is the size of the batch: \`inputShape\` must not contain it, ` +
    `this model now expects batches of [${plainShape(example)}].`
  );
}

/** A batch of batches. */
function batchAdvice(facts: Facts, given: readonly Size[], expected: readonly Size[]): string | null {
  const extra = given.length - expected.length;
  const rest = given.slice(extra);
  const fits = extra === 1 && expected.every((size, index) => isOpen(size) || isPossible(facts, rest[index], size));
  return fits && isNumber(given[0], 1) ? 'There is one dimension of size 1 too many: `squeeze([0])` removes it.' : null;
}

function channelAdvice(facts: Facts, given: readonly Size[], expected: readonly Size[]): string | null {
  const [has, wants] = [given.at(-1), expected.at(-1)];
  if (given.length !== 4 || has === undefined || wants === undefined || isOpen(wants)) return null;
  const [count, wanted] = [asConstant(facts.simplify(has)), asConstant(wants)];
  const isColour = [count, wanted].every((channels) => channels === 1 || channels === 3 || channels === 4);
  if (!isColour || count === wanted) return null;
  return `The images have ${count} channels and the model takes ${wanted}: \`tf.browser.fromPixels(image, ${wanted})\` gives as many.`;
}

function swapAdvice(facts: Facts, given: readonly Size[], expected: readonly Size[]): string | null {
  const [[, height, width], [, rows, columns]] = [given, expected];
  if (given.length !== 4 || rows === undefined || isOpen(rows) || isSame(facts, rows, columns)) return null;
  const isSwapped = isSame(facts, height, columns) && isSame(facts, width, rows);
  return isSwapped ? 'Height and width are swapped: the shape of images is [batch, height, width, channels].' : null;
}

function isImage(example: readonly Size[]): boolean {
  return example.length === 3 && [1, 3, 4].some((channels) => isNumber(example.at(-1), channels));
}

function isNumber(size: Dim | undefined, value: number): boolean {
  return size !== undefined && !isSpread(size) && asConstant(size) === value;
}

function isPossible(facts: Facts, size: Size | undefined, other: Size): boolean {
  return size !== undefined && facts.decide(equal(size, other)) !== 'no';
}

function isSame(facts: Facts, size: Size | undefined, other: Size | undefined): boolean {
  return size !== undefined && other !== undefined && facts.decide(equal(size, other)) === 'yes';
}
