/** A call of a function with a contract: the arguments are held against it, and what cannot be followed is believed. */
import { ts } from 'ts-morph';
import type { Claim } from '../../symbolic/condition.ts';
import type { ShapeLine } from '../../symbolic/grammar.ts';
import { formulaCondition } from '../../symbolic/grammar.ts';
import { printSize } from '../../symbolic/notation.ts';
import { equal } from '../../symbolic/relation.ts';
import { fromSymbol } from '../../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../symbolic/symbol.ts';
import { makeSpread } from '../../tensor/spread.ts';
import { type Dim, fakeTensor, isSpread, resolveShape } from '../../tensor/tensor.ts';
import { functionName, type Machine, reasonAt, textOf } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { promise, tensorValue, type Value } from '../values.ts';
import { dimensionsText, hasRank, matchShape } from './match.ts';
import { giveName, isMeant, meaningIn, namedSize, sizeOf } from './names.ts';
import { type PlacedLine, writtenContract } from './written.ts';

/** A call that is being made. A root is its own site. */
export interface ContractCall {
  readonly node: ts.FunctionLikeDeclaration;
  readonly args: readonly Value[];
  readonly site: ts.Node;
}

/** Binds the names of a contract to the sizes of the arguments, in the scope of the call, and keeps what contradicts it. */
export function bindContract(machine: Machine, scope: Scope, call: ContractCall): void {
  const { lines } = writtenContract(call.node);
  if (lines.length === 0) return;
  bindNumbers(machine, scope, call);
  for (const { line } of lines) {
    if (line.kind === 'shape' && line.target !== 'returns') bindShape(machine, scope, call, line);
  }
  // What a root is given keeps its contract by being made from it.
  if (call.site === call.node) return;
  for (const placed of lines) checkConditions(machine, scope, call, placed);
}

/** Conditions may speak of parameters that are numbers. */
function bindNumbers(machine: Machine, scope: Scope, { node, args }: ContractCall): void {
  node.parameters.forEach(({ name }, index) => {
    const size = ts.isIdentifier(name) ? sizeOf(machine, args[index]) : null;
    if (size !== null && ts.isIdentifier(name)) giveName(scope, name.text, size);
  });
}

function bindShape(machine: Machine, scope: Scope, call: ContractCall, { target, shape }: ShapeLine): void {
  const index = call.node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === target);
  const given = call.args[index];
  const value = given === undefined ? null : settle(machine, given);
  if (value?.kind !== 'tensor') return;
  const actual = resolveShape(machine.facts, value.tensor.shape);
  const isRoot = call.site === call.node;
  if (hasRank(actual, shape) === false) {
    const own = actual.filter((dim) => !isSpread(dim)).length;
    const stated = shape.dimensions.filter(({ kind }) => kind !== 'spread').length;
    const says = dimensionsText(stated, stated < shape.dimensions.length);
    const has = dimensionsText(own, own < actual.length);
    violate(
      machine,
      call,
      index,
      `\`${target}\` has ${has}, but the contract of ${calleeName(call)} says ${says}`,
      null,
    );
    return;
  }
  for (const { actual: size, stated } of matchShape(machine, scope, actual, shape)) {
    if (isRoot) continue;
    const claim = equal(size, stated);
    hold(machine, call, index, claim, () => {
      const words = `\`${target}\` has ${printSize(size, nameOf)} where the contract of ${calleeName(call)} says`;
      return `${words} ${printSize(stated, nameOf)}`;
    });
  }
}

function checkConditions(machine: Machine, scope: Scope, call: ContractCall, { line, offset }: PlacedLine): void {
  if (line.kind !== 'where') return;
  for (const formula of line.conditions) {
    if (!isMeant(machine, scope, formula)) continue;
    const condition = formulaCondition(formula, meaningIn(machine, scope));
    const text = call.node.getSourceFile().text.slice(offset + formula.start, offset + formula.end);
    hold(machine, call, -1, condition, () => `the contract of ${calleeName(call)} needs ${text}`);
  }
}

/** What a call must have: an error where it has not, and a guard where it may not. */
function hold(machine: Machine, call: ContractCall, index: number, claim: Claim, says: () => string): void {
  const verdict = machine.decide(claim);
  if (verdict === 'yes') return;
  if (verdict === 'unknown') {
    machine.recorder.guard(machine, claim, 'assumes', `the contract of ${calleeName(call)}`, machine.path);
    machine.assume(claim, false);
  } else if (machine.firm.facts.decide(claim) === 'no') violate(machine, call, index, says(), claim);
}

function violate(machine: Machine, call: ContractCall, index: number, message: string, claim: Claim | null): void {
  const node = argumentAt(call, index) ?? call.site;
  machine.recorder.fault(machine, { code: 'contract-violation', node, message, claim });
}

function argumentAt({ site }: ContractCall, index: number): ts.Node | null {
  const isCall = ts.isCallExpression(site) || ts.isNewExpression(site);
  const given = isCall ? site.arguments : undefined;
  return given === undefined || given.some(ts.isSpreadElement) ? null : (given[index] ?? null);
}

/** The result of a call that could not be followed, as the contract states it. */
export function contractedResult(machine: Machine, scope: Scope, call: ContractCall, value: Value): Value {
  const line = writtenContract(call.node)
    .lines.map((placed) => placed.line)
    .find(isReturn);
  if (line === undefined || machine.thrown !== null) return value;
  if (value.kind === 'promise') return promise(contractedResult(machine, scope, call, value.value));
  const settled = settle(machine, value);
  if (settled.kind !== 'unknown' || settled.provenance === 'input') return value;
  const why = reasonAt(call.site, `\`${textOf(call.site)}\` is what its contract says`);
  const fields = { name: 'n', origin: textOf(call.site), backing: 'opaque', why } as const;
  const shape = line.shape.dimensions.map((dimension, index): Dim => {
    if (dimension.kind === 'spread') return makeSpread({ ...fields, minRank: line.shape.dimensions.length - 1 });
    const stated = dimension.kind === 'size' ? namedSize(machine, scope, dimension.expression) : null;
    if (stated !== null) return stated;
    const isNamed = dimension.kind === 'size' && dimension.expression.kind === 'name';
    const name = isNamed && dimension.expression.kind === 'name' ? dimension.expression.name : `n${index}`;
    const size = fromSymbol(makeSymbol({ ...fields, name, origin: `${fields.origin}.shape[${index}]` }));
    if (isNamed) giveName(scope, name, size);
    return size;
  });
  return tensorValue(fakeTensor(shape, null));
}

function isReturn(line: PlacedLine['line']): line is ShapeLine {
  return line.kind === 'shape' && line.target === 'returns';
}

function calleeName({ node }: ContractCall): string {
  return `\`${functionName(node)}\``;
}

function nameOf(symbol: SizeSymbol): string {
  return symbol.named || symbol.declared ? symbol.name : symbol.origin;
}
