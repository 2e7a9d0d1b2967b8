/** The data of a model as programs give it: a tensor, a list of tensors, or an object of them by name. */
import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import { type FakeTensor, sizesOf } from '../../../tensor/tensor.ts';
import type { Datum } from '../../datum.ts';
import { tensor } from '../../parameters.ts';
import { nameOf, tensorsOf } from './graph.ts';

/** The tensors for the inputs or the outputs of a model. @throws Unreadable where they are not known. */
export function dataFor(ends: readonly FakeTensor[], data: Datum, ask: Ask): readonly FakeTensor[] {
  const [only] = ends;
  // For one input, what is not known is a tensor rather than a list of one.
  if (data.kind === 'unknown' && only !== undefined && ends.length === 1) return [tensorFor(only, data, ask)];
  if (data.kind === 'tensor' || data.kind === 'list') return tensorsOf(data, ask);
  if (data.kind !== 'record') throw new Unreadable({ message: 'the data of the model are not known', place: null });
  return ends.map((end) => {
    const given = data.get(nameOf(end));
    // Names that the library counts up are not followed.
    if (given.kind === 'absent') throw new Unreadable({ message: `no data is called ${nameOf(end)}`, place: null });
    return tensorFor(end, given, ask);
  });
}

/** What is not known is a tensor of the rank that is wanted. */
function tensorFor(end: FakeTensor, given: Datum, ask: Ask): FakeTensor {
  const rank = sizesOf(end.shape)?.length;
  const known = given.kind === 'unknown' && rank !== undefined ? given.become({ kind: 'tensor', ranks: [rank] }) : null;
  return tensor.read(known ?? given, ask, nameOf(end));
}
