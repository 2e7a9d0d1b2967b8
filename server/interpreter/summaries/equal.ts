/** Whether two versions of a function need the same and give the same: their summaries, told in one notation. */
import type { Guard } from '../../symbolic/guard.ts';
import { type Naming, printCondition, printSize } from '../../symbolic/notation.ts';
import type { Place } from '../../symbolic/place.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { isSpread } from '../../tensor/tensor.ts';
import { knownSlots, lengthOf, ownEntries } from '../objects.ts';
import type { Untold } from '../recorder.ts';
import type { Value } from '../values.ts';
import type { Summary } from './summary.ts';

/** Where a place of the earlier version is now; `null` for one that is gone. */
export type PlaceNow = (place: Place) => Place | null;

/** False also where it cannot be told. */
export function isSameSummary(earlier: Summary, now: Summary, placeNow: PlaceNow): boolean {
  const before = textOf(earlier, placeNow);
  return before !== null && before === textOf(now, (place) => place);
}

/** `null` where it speaks of what is gone, or of values that have no notation. */
function textOf(
  { inputs, guards, untold, returned, symbols, beginnings, isRisky, isTouching }: Summary,
  placeNow: PlaceNow,
) {
  const naming = namingInOrder(symbols);
  const parts = [
    ...inputs.map((input) => valueText(input, naming)),
    valueText(returned, naming),
    ...guards.map((guard) => guardText(guard, naming, placeNow)),
    ...untold.map((one) => untoldText(one, placeNow)),
    ...beginnings.map((place) => placeText(place, placeNow)),
    `${isRisky} ${isTouching}`,
  ];
  return parts.includes(null) ? null : parts.join('\n');
}

/** Symbols by the order in which they occur, and by all that told them apart in the run: each version has its own. */
function namingInOrder(symbols: Summary['symbols']): Naming {
  const names = new Map<SizeSymbol, string>();
  return (symbol) => {
    const { name, origin, backing, min, max, declared } = symbols.get(symbol) ?? symbol;
    const known = names.get(symbol) ?? JSON.stringify([names.size, name, origin, backing, min, max, declared]);
    names.set(symbol, known);
    return known;
  };
}

function guardText({ condition, kind, reason, place, related, under }: Guard, naming: Naming, placeNow: PlaceNow) {
  const places = [placeText(place, placeNow), ...related.map((one) => placeText(one.place, placeNow))];
  if (places.includes(null)) return null;
  const conditions = [condition, ...under].map((one) => printCondition(one, naming));
  return [kind, reason, ...conditions, ...places, ...related.map(({ message }) => message)].join('; ');
}

function untoldText({ kind, reason, place }: Untold, placeNow: PlaceNow): string | null {
  const there = placeText(place, placeNow);
  return there === null ? null : [kind, reason, there].join('; ');
}

function placeText(place: Place, placeNow: PlaceNow): string | null {
  const now = placeNow(place);
  return now === null ? null : `${now.file} ${now.start} ${now.end}`;
}

function valueText(value: Value, naming: Naming): string | null {
  const all = (parts: readonly (string | null)[]) => (parts.includes(null) ? null : `[${parts.join(', ')}]`);
  switch (value.kind) {
    case 'primitive':
      return typeof value.value === 'symbol' ? null : `${typeof value.value} ${JSON.stringify(String(value.value))}`;
    case 'quantity':
      return `${printSize(value.quotient.numerator, naming)} / ${printSize(value.quotient.denominator, naming)}`;
    case 'tensor': {
      const { shape, dtype } = value.tensor;
      return all([dtype, ...shape.map((dim) => (isSpread(dim) ? null : printSize(dim, naming)))].map(stated));
    }
    case 'array': {
      const slots = knownSlots(value.elements.value);
      return slots === null
        ? `... ${printSize(lengthOf(value.elements.value), naming)}`
        : all(slots.map((slot) => valueText(slot, naming)));
    }
    case 'object':
      return all(ownEntries(value).flatMap(([name, one]) => [name, valueText(one, naming)]));
    case 'unknown': {
      const made = [...value.made].flatMap(([want, one]) => [want, one === null ? 'none' : valueText(one, naming)]);
      const properties = [...value.properties].flatMap(([name, cell]) => [
        name,
        cell.value === null ? 'none' : valueText(cell.value, naming),
      ]);
      return all([value.provenance, value.origin, String(value.holds), ...made, ...properties]);
    }
    default:
      return null;
  }
}

/** A tensor without a data type has none in both versions; a spread has no notation. */
function stated(part: string | null, index: number): string | null {
  return index === 0 ? String(part) : part;
}
