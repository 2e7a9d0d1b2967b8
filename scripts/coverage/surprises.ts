/** Where version 4.22 does not do what its documentation leads to expect. Rows follow what it does; cases hold them to it. */
export const SURPRISES: readonly string[] = [
  'Most sizes may be fractions: `tf.image.resizeBilinear(x, [1.5, 2])` has the shape `[n, 1.5, 2, c]`. Only what makes tensors from a shape checks.',
  '`tf.range(3, 0)` counts down: a positive step up to 1 takes the direction of its bounds, a larger one gives nothing.',
  '`tf.norm` of order 1 takes its second axis one place before the stated one, those of infinite order the first in what is left: axes that are negative or not in order reduce other dimensions, or do not exist.',
  '`tf.fused.matMul` flattens batches before it broadcasts them, so that `[2, 3]` by `[3]` is refused where `tf.matMul` takes it.',
  '`tf.irfft` makes one dimension of all batches, unless there are just two of them.',
  '`tf.concat` of one tensor does not look at the axis; an empty tensor must agree in its other dimensions as any other.',
  '`x.rfft()` takes no length and `x.oneHot(depth)` no data type, though the functions do.',
  '`buffer.get` checks each coordinate but not how many there are; `buffer.set` does the opposite.',
  '`tf.metrics.binaryCrossentropy` does not broadcast, and `tf.metrics.categoricalCrossentropy` sums along the axis that is the last of the predictions, also where the labels have more.',
  '`tf.variableGrads` and `optimizer.minimize` want a scalar; `tf.grad` takes the gradient of the sum.',
  '`tf.util.squeezeShape(shape, [])` takes away every dimension of 1, as without axes.',
];
