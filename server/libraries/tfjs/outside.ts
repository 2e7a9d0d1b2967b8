/** TensorFlow.js: objects that steer training and change no shapes: callbacks, constraints, regularizers. */
import type { Datum } from '../datum.ts';
import { type InstanceType, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { unknownDatum } from './unknowns.ts';

type Rows = Readonly<Record<string, Row>>;

function rowsOf(namespace: string, names: string, answer: (name: string) => Datum): Rows {
  return Object.fromEntries(
    names
      .split(' ')
      .map((name) => [name, row(`${namespace}.${name}`, {}, () => answer(name), doc(`${namespace}.${name}`))]),
  );
}

const opaque = (name: string): Datum => unknownDatum(`what \`${name}\` returns`);

export const callbackRows: Rows = rowsOf('callbacks', 'earlyStopping', opaque);

export const constraintRows: Rows = rowsOf('constraints', 'maxNorm minMaxNorm nonNeg unitNorm', opaque);

export const regularizerRows: Rows = rowsOf('regularizers', 'l1 l1l2 l2', opaque);

/** Callbacks that programs construct or extend: training calls them, shapes do not depend on them. */
export const CALLBACK: InstanceType = { name: 'Callback', construct: () => null, methods: {}, properties: {} };
