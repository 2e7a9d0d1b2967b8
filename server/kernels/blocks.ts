/** Blocks of space that become batches or channels, and back. */
import { divides, equal, less } from '../symbolic/relation.ts';
import { add, constant, floorDivide, multiply, product, type Size, subtract } from '../symbolic/size.ts';
import type { Shape } from '../tensor/tensor.ts';
import type { Ask } from './ask.ts';
import { splitFront } from './carve.ts';
import type { Margin } from './pad.ts';
import { rankAtLeast } from './rank.ts';

/** [B, ...spatial, ...rest] to [B * blocks, ...(padded spatial / block), ...rest]. */
export function spaceToBatch(ask: Ask, shape: Shape, blocks: readonly Size[], margins: readonly Margin[]): Shape {
  const [batch, spatial, rest] = takeSpatial(ask, shape, blocks, margins, 'spaceToBatchND');
  const parts = spatial.map((size, index) => {
    const [before, after] = margins[index] as Margin;
    const padded = add(size, add(before, after));
    const block = blocks[index] as Size;
    ask.require(divides(block, padded), 'spaceToBatchND: the block divides the padded dimension');
    return floorDivide(padded, block);
  });
  return [multiply(batch, product(blocks)), ...parts, ...rest];
}

/** [B, ...spatial, ...rest] to [B / blocks, ...(spatial * block - crops), ...rest]. */
export function batchToSpace(ask: Ask, shape: Shape, blocks: readonly Size[], crops: readonly Margin[]): Shape {
  const [batch, spatial, rest] = takeSpatial(ask, shape, blocks, crops, 'batchToSpaceND');
  const all = product(blocks);
  ask.require(divides(all, batch), 'batchToSpaceND: the blocks divide the batch');
  const parts = spatial.map((size, index) => {
    const [before, after] = crops[index] as Margin;
    return subtract(multiply(size, blocks[index] as Size), add(before, after));
  });
  return [floorDivide(batch, all), ...parts, ...rest];
}

/** [B, H, W, C] to [B, H * block, W * block, C / (block * block)]. */
export function depthToSpace(ask: Ask, shape: Shape, block: Size): Shape {
  ask.require(less(constant(1), block), 'depthToSpace: the block is larger than 1');
  const [[batch, height, width, depth]] = splitFront(ask, shape, 4);
  const area = multiply(block, block);
  ask.require(divides(area, depth as Size), 'depthToSpace: the block divides the depth');
  return [
    batch as Size,
    multiply(height as Size, block),
    multiply(width as Size, block),
    floorDivide(depth as Size, area),
  ];
}

function takeSpatial(
  ask: Ask,
  shape: Shape,
  blocks: readonly Size[],
  margins: readonly Margin[],
  operation: string,
): readonly [Size, readonly Size[], Shape] {
  ask.require(rankAtLeast(shape, blocks.length + 1), `${operation}: rank and number of blocks`);
  ask.require(equal(constant(margins.length), constant(blocks.length)), `${operation}: one pair for each block`);
  const [front, rest] = splitFront(ask, shape, blocks.length + 1);
  return [front[0] as Size, front.slice(1), rest];
}
