/** What built-in functions give where the result is not known: always with a reason and a place. */
import type { ts } from 'ts-morph';
import type { Reason } from '../../symbolic/place.ts';
import { fromSymbol, type Size } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { reasonAt, textOf } from '../machine.ts';
import { receiverName } from '../naming.ts';
import { sizeValue } from '../objects.ts';
import { question } from '../truth.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { truth, type Value } from '../values.ts';

/** A value that the analysis could not follow. */
export function lost(node: ts.Node, message: string): UnknownValue {
  return unknown(reasonAt(node, message));
}

/** A value that nothing in the program states: data, the page, the clock. */
export function outside(node: ts.Node, message = `\`${textOf(node)}\` depends on data`): UnknownValue {
  return unknown(reasonAt(node, message), { provenance: 'outside', origin: textOf(node) });
}

/** What is computed from values of which at least one is not known: it comes from where that one comes from. */
export function derived(
  sources: readonly Value[],
  node: ts.Node,
  message: string,
  holds: UnknownValue['holds'] = null,
): UnknownValue {
  const source = sources.find((one) => one.kind === 'unknown');
  if (source?.kind !== 'unknown') return unknown(reasonAt(node, message), { holds });
  return unknown(source.why, { provenance: source.provenance, origin: textOf(node), holds });
}

/** A boolean that is not known; asked twice of the same subject it is one question. */
export function undecided(subject: object, key: string, node: ts.Node): Value {
  return truth(question(subject, key, textOf(node)));
}

export function dataReason(node: ts.Node): Reason {
  return reasonAt(node, `\`${textOf(node)}\` depends on data`);
}

/** A length that depends on data: it has the name of the variable that receives the array. */
export function freshLength(node: ts.Node, max: number | null = null, origin = `${textOf(node)}.length`): Size {
  const name = `${receiverName(node) ?? 'n'}Length`;
  return fromSymbol(makeSymbol({ name, origin, backing: 'data', min: 0, max, why: dataReason(node) }));
}

/** An index that stands for every one of some turns. */
export function someIndex(): Size {
  return fromSymbol(makeSymbol({ name: 'i', origin: 'i', backing: 'data', min: 0 }));
}

export function someIndexValue(): Value {
  return sizeValue(someIndex());
}
