/** Summaries without the trees that they were made from, so that later versions of the program can take them over. */
import type { ts } from 'ts-morph';
import type { Guard } from '../../symbolic/guard.ts';
import type { Place } from '../../symbolic/place.ts';
import { propertyCell } from '../join.ts';
import { arrayOf, arrayValue, knownSlots, lengthOf, objectValue, ownEntries } from '../objects.ts';
import type { Untold } from '../recorder.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';
import type { Summary } from './summary.ts';

/** An input with all that binding looks at: types and what makes further elements are left out. */
export function bareInput(input: Value): Value {
  switch (input.kind) {
    case 'unknown':
      return bareUnknown(input);
    case 'array': {
      const slots = knownSlots(input.elements.value);
      if (slots !== null) return arrayOf(slots.map(bareInput));
      return arrayValue({ slots: [], rest: { length: lengthOf(input.elements.value), element: UNDEFINED } });
    }
    case 'object':
      return objectValue(ownEntries(input).map(([name, value]) => [name, bareInput(value)]));
    default:
      return input;
  }
}

function bareUnknown({ why, provenance, origin, holds, made, properties }: UnknownValue): UnknownValue {
  const bare = unknown(why, { provenance, origin, holds });
  for (const [want, value] of made) bare.made.set(want, value);
  for (const [name, { value }] of properties) {
    bare.properties.set(name, propertyCell(value === null ? null : bareInput(value)));
  }
  return bare;
}

/** Where things of an earlier version are now; `null` for what is gone. */
export interface Relocation {
  nodeOf(node: ts.Node): ts.Node | null;
  placeOf(place: Place): Place | null;
}

/** The summary in a later version that changed nothing it depends on; `null` where it speaks of what is gone. */
export function movedSummary(summary: Summary, relocation: Relocation): Summary | null {
  const entered = summary.entered.map((node) => relocation.nodeOf(node));
  const ran = summary.ran.map((node) => relocation.nodeOf(node));
  const beginnings = summary.beginnings.map((place) => relocation.placeOf(place));
  const guards = summary.guards.map((guard) => movedGuard(guard, relocation));
  const untold = summary.untold.map((one) => movedUntold(one, relocation));
  if (!isWhole(entered) || !isWhole(ran) || !isWhole(beginnings) || !isWhole(guards) || !isWhole(untold)) return null;
  // The types of abstractions lead to the trees of their version.
  return { ...summary, abstractions: null, entered, ran, beginnings, guards, untold };
}

function movedGuard(guard: Guard, { placeOf }: Relocation): Guard | null {
  const place = placeOf(guard.place);
  const related = guard.related.map(({ place: other, message }) => {
    const moved = placeOf(other);
    return moved === null ? null : { place: moved, message };
  });
  return place === null || !isWhole(related) ? null : { ...guard, place, related };
}

function movedUntold(untold: Untold, { placeOf }: Relocation): Untold | null {
  const place = placeOf(untold.place);
  return place === null ? null : { ...untold, place };
}

function isWhole<T>(items: (T | null)[]): items is T[] {
  return !items.includes(null);
}
