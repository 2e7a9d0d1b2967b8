/** TensorFlow.js: operations element by element. */
import { type Ask, Refused } from '../../kernels/ask.ts';
import { broadcast, broadcastAll } from '../../kernels/broadcast.ts';
import { assumeNoneMade } from '../../kernels/expand.ts';
import { requireSameShape } from '../../kernels/unify.ts';
import { plainShape } from '../../kernels/words.ts';
import { compareQuotients } from '../../symbolic/quotient.ts';
import { type DType, promote } from '../../tensor/dtype.ts';
import { type FakeTensor, fakeTensor } from '../../tensor/tensor.ts';
import { type TensorDatum, tensorDatum } from '../datum.ts';
import { any, maybe, number, tensors } from '../parameters.ts';
import { type Parameter, type Row, row } from '../row.ts';
import { doc } from './documentation.ts';
import { numeric, real, refuseComplex, typed } from './numerics.ts';

/** The data type of a result, of the data types of the operands. */
type Result = (...operands: readonly (DType | null)[]) => DType | null;

const same: Result = (dtype = null) => dtype;
const promoted: Result = (a = null, b = null) => promote(a, b);
const float: Result = () => 'float32';
const bool: Result = () => 'bool';

/** Booleans become integers. */
const counted: Result = (a = null, b = null) => promote(promote(a, b), 'int32');

function unary(name: string, x: Parameter<FakeTensor>, result: Result): Row {
  return row(name, { x }, (args) => tensorDatum(fakeTensor(args.x.shape, result(args.x.dtype))), doc(name));
}

function binary(
  name: string,
  operand: Parameter<FakeTensor>,
  result: Result,
  names: readonly [string, string] = ['a', 'b'],
): Row {
  const parameters = Object.fromEntries(names.map((parameter) => [parameter, operand]));
  return row(
    name,
    parameters,
    (args, ask) => {
      const [a, b] = names.map((parameter) => args[parameter]) as [FakeTensor, FakeTensor];
      return combined(ask, a, b, result, name);
    },
    doc(name),
  );
}

function combined(ask: Ask, a: FakeTensor, b: FakeTensor, result: Result, name: string): TensorDatum {
  return tensorDatum(fakeTensor(broadcast(ask, a.shape, b.shape, name), result(a.dtype, b.dtype)));
}

function rowsOf(names: string, make: (name: string) => Row): Record<string, Row> {
  return Object.fromEntries(names.split(' ').map((name) => [name, make(name)]));
}

/** Comparisons take strings too, but not a string and a number. */
function comparison(name: string): Row {
  return row(
    name,
    { a: comparable(name), b: comparable(name) },
    ({ a, b }, ask) => {
      const mixed = a.dtype !== null && b.dtype !== null && (a.dtype === 'string') !== (b.dtype === 'string');
      if (mixed) throw new Refused(`${name}: strings with strings`, null, `Can not upcast ${a.dtype} with ${b.dtype}`);
      return combined(ask, a, b, bool, name);
    },
    doc(name),
  );
}

function comparable(operation: string): Parameter<FakeTensor> {
  const text: Parameter<FakeTensor> = typed('string', operation);
  const numbers = real(operation);
  return {
    read: (argument, ask, name) => {
      const holdsText = argument.kind === 'tensor' ? argument.tensor.dtype === 'string' : argument.kind === 'string';
      return (holdsText ? text : numbers).read(argument, ask, name);
    },
  };
}

const clipByValue = row(
  'clipByValue',
  { x: real('clipByValue'), clipValueMin: maybe(number), clipValueMax: maybe(number) },
  ({ x, clipValueMin, clipValueMax }, ask) => {
    if (clipValueMin !== null && clipValueMax !== null) {
      const words = (): string => 'Error in clip: min must be less than or equal to max.';
      ask.require(compareQuotients('<=', clipValueMin, clipValueMax), 'clipByValue: minimum before maximum', words);
    }
    return tensorDatum(x);
  },
  doc('clipByValue'),
);

const addN = row(
  'addN',
  { tensors },
  ({ tensors: [first, ...others] }, ask) => {
    if (first === undefined)
      throw new Refused('addN: at least one tensor', null, 'Must pass at least one tensor to tf.addN(), but got 0');
    const { dtype } = first.tensor;
    const shape = others.reduce((common, { tensor }) => {
      if (dtype !== null && tensor.dtype !== null && dtype !== tensor.dtype) {
        throw new Refused('addN: one data type', null, 'All tensors passed to tf.addN() must have the same dtype');
      }
      const words = (): string => 'All tensors passed to tf.addN() must have the same shape';
      return requireSameShape(ask, common, tensor.shape, 'addN: same shape', words);
    }, first.tensor.shape);
    return tensorDatum(refuseComplex(fakeTensor(shape, dtype), 'addN'));
  },
  doc('addN'),
);

const where = row(
  'where',
  { condition: typed('bool', 'where'), a: real('where'), b: real('where') },
  ({ condition, a, b }, ask) => {
    const shape = broadcastAll(ask, [condition.shape, a.shape, b.shape], 'where');
    for (const operand of [condition, a, b]) assumeNoneMade(ask, operand.shape, shape);
    return tensorDatum(fakeTensor(shape, promote(a.dtype, b.dtype)));
  },
  doc('where'),
);

const bitwiseAnd = row(
  'bitwiseAnd',
  { x: typed('int32', 'bitwiseAnd'), y: typed('int32', 'bitwiseAnd') },
  ({ x, y }, ask) => {
    const words = (): string =>
      `BitwiseAnd: Tensors must have the same shape. x: ${plainShape(x.shape)}, y: ${plainShape(y.shape)}`;
    const shape = requireSameShape(ask, x.shape, y.shape, 'bitwiseAnd: same shape', words);
    return tensorDatum(fakeTensor(shape, 'int32'));
  },
  doc('bitwiseAnd'),
);

/** Parametrised activations: the parameter is a number, which does not matter here. */
function activation(name: string, parameter: string, x: Parameter<FakeTensor>, result: Result): Row {
  const parameters: Readonly<Record<string, Parameter<unknown>>> = { x, [parameter]: any };
  return row(
    name,
    parameters,
    (args) => {
      const operand = args.x as FakeTensor;
      return tensorDatum(fakeTensor(operand.shape, result(operand.dtype)));
    },
    doc(name),
  );
}

export const elementwiseRows: Readonly<Record<string, Row>> = {
  ...rowsOf('acos acosh asin asinh atan atanh expm1 log1p neg reciprocal relu relu6 round', (name) =>
    unary(name, real(name), same),
  ),
  ...rowsOf('selu sign sinh softplus square logSigmoid', (name) => unary(name, real(name), same)),
  ...rowsOf('ceil cos cosh elu floor log rsqrt sigmoid sin sqrt tan tanh', (name) =>
    unary(name, typed('float32', name), float),
  ),
  ...rowsOf('isFinite isInf isNaN', (name) => unary(name, real(name), bool)),
  abs: unary('abs', numeric('abs'), (dtype = null) => (dtype === 'complex64' ? 'float32' : dtype)),
  exp: unary('exp', real('exp'), float),
  erf: unary('erf', notBool('erf'), float),
  logicalNot: unary('logicalNot', typed('bool', 'logicalNot'), bool),
  step: activation('step', 'alpha', real('step'), same),
  leakyRelu: activation('leakyRelu', 'alpha', real('leakyRelu'), float),
  ...rowsOf('add sub mul', (name) => binary(name, numeric(name), promoted)),
  ...rowsOf('div divNoNan mod squaredDifference atan2', (name) => binary(name, real(name), promoted)),
  ...rowsOf('maximum minimum', (name) => binary(name, real(name), counted)),
  floorDiv: binary('floorDiv', real('floorDiv'), () => 'int32'),
  pow: binary('pow', real('pow'), promoted, ['base', 'exp']),
  prelu: binary('prelu', real('prelu'), float, ['x', 'alpha']),
  ...rowsOf('equal notEqual greater greaterEqual less lessEqual', comparison),
  ...rowsOf('logicalAnd logicalOr logicalXor', (name) => binary(name, typed('bool', name), bool)),
  clipByValue,
  addN,
  where,
  bitwiseAnd,
};

/** `x.where(condition, b)`: the receiver is taken where the condition holds. */
export const elementwiseMethods: Readonly<Record<string, Row>> = {
  where: row(
    'where',
    { a: any, condition: any, b: any },
    ({ a, condition, b }, ask) => where.run([condition, a, b], ask),
    doc('where'),
  ),
};

function notBool(operation: string): Parameter<FakeTensor> {
  const reader = real(operation);
  return {
    read(argument, ask, name) {
      const found = reader.read(argument, ask, name);
      if (found.dtype === 'bool')
        throw new Refused(`${operation}: int32 or float32`, null, 'Input dtype must be `int32` or `float32`.');
      return found;
    },
  };
}
