/** Spreads: the dimensions of a tensor whose rank is not known, as `...S` in `[...S, C]`. */
import type { Facts } from '../symbolic/facts.ts';
import type { Reason } from '../symbolic/place.ts';
import { asConstant, fromSymbol, plus, type Size, symbolsOf } from '../symbolic/size.ts';
import { type Backing, makeSymbol, type SizeSymbol } from '../symbolic/symbol.ts';

/** So many dimensions at most are taken from a tensor of unknown rank, whatever the program asks for: none has more. */
export const MOST_DIMENSIONS = 6;

const ranks = new WeakSet<SizeSymbol>();

/** Whether a symbol is the rank of a tensor, and no size. */
export function isRank(symbol: SizeSymbol): boolean {
  return ranks.has(symbol);
}

/** The ranks of the tensors that sizes were taken from. */
const ranksBehind = new WeakMap<SizeSymbol, SizeSymbol>();

/** The rank of the tensor from whose dimensions, of unknown number, a size was taken; `null` for other sizes. */
export function rankBehind(symbol: SizeSymbol): SizeSymbol | null {
  return ranksBehind.get(symbol) ?? null;
}

interface SpreadFields {
  /** What messages call it: the name of the tensor that it came from. */
  readonly name: string;
  /** An expression whose `.shape` it is: `x`, `model.predict(image)`. */
  readonly origin: string;
  readonly backing: Backing;
  readonly why: Reason | null;
  readonly minRank?: number;
  readonly maxRank?: number | null;
}

/** All dimensions of one tensor of unknown rank. Its sizes are made when somebody asks for them. */
class SpreadSource {
  readonly rank: Size;
  readonly #front = new Map<number, Size>();
  readonly #back = new Map<number, Size>();
  readonly #elements = new Map<string, Size>();
  readonly fields: SpreadFields;

  constructor(fields: SpreadFields) {
    this.fields = fields;
    const { name, origin, minRank = 0, maxRank = null, ...rest } = fields;
    const rank = makeSymbol({ ...rest, name: `rank(${name})`, origin: `${origin}.rank`, min: minRank, max: maxRank });
    ranks.add(rank);
    this.rank = fromSymbol(rank);
  }

  /** The size at `index` from the front; `rank` is the rank where it is known, for then both ends are one. */
  front(index: number, rank: number | null): Size {
    const known = this.#front.get(index) ?? (rank === null ? undefined : this.#back.get(rank - index));
    return known ?? this.#make(this.#front, index, `${index}`, `shape[${index}]`);
  }

  /** The size at `index` from the end, 1 for the last. */
  back(index: number): Size {
    return this.#back.get(index) ?? this.#make(this.#back, index, `_${index}`, `shape.at(-${index})`);
  }

  /** The product of all sizes but the first and last few. */
  elements(skipFront: number, skipBack: number): Size {
    const range = skipBack === 0 ? `${skipFront}` : `${skipFront}, -${skipBack}`;
    const known = this.#elements.get(range);
    if (known !== undefined) return known;
    const { name, origin, backing, why } = this.fields;
    const access = skipFront + skipBack === 0 ? 'size' : `shape.slice(${range}).reduce((a, b) => a * b, 1)`;
    const size = fromSymbol(makeSymbol({ name: `${name}.size`, origin: `${origin}.${access}`, backing, why }));
    this.#elements.set(range, size);
    return size;
  }

  #make(memory: Map<number, Size>, index: number, suffix: string, access: string): Size {
    const { name, origin, backing, why } = this.fields;
    const symbol = makeSymbol({ name: name + suffix, origin: `${origin}.${access}`, backing, why });
    const [rank] = symbolsOf(this.rank);
    if (rank !== undefined) ranksBehind.set(symbol, rank);
    const size = fromSymbol(symbol);
    memory.set(index, size);
    return size;
  }
}

/** A run of dimensions of unknown number: those of a source without its first and last few. */
export class Spread {
  readonly source: SpreadSource;
  readonly skipFront: number;
  readonly skipBack: number;

  constructor(source: SpreadSource, skipFront: number, skipBack: number) {
    this.source = source;
    this.skipFront = skipFront;
    this.skipBack = skipBack;
  }

  /** How many dimensions it stands for. */
  get count(): Size {
    return plus(this.source.rank, -this.skipFront - this.skipBack);
  }

  /** The product of its sizes. */
  get elements(): Size {
    return this.source.elements(this.skipFront, this.skipBack);
  }

  get name(): string {
    return this.source.fields.name;
  }

  get backing(): Backing {
    return this.source.fields.backing;
  }

  get why(): Reason | null {
    return this.source.fields.why;
  }

  isSame(other: Spread): boolean {
    return this.source === other.source && this.skipFront === other.skipFront && this.skipBack === other.skipBack;
  }

  /** Splits the first dimension off. The caller has made sure that there is one. */
  takeFirst(): [Size, Spread] {
    const rest = new Spread(this.source, this.skipFront + 1, this.skipBack);
    return [this.source.front(this.skipFront, null), rest];
  }

  /** Splits the last dimension off. The caller has made sure that there is one. */
  takeLast(): [Spread, Size] {
    const rest = new Spread(this.source, this.skipFront, this.skipBack + 1);
    return [rest, this.source.back(this.skipBack + 1)];
  }

  /** Its sizes, where the facts decide their number, and no absurd one. */
  expand(facts: Facts): Size[] | null {
    const rank = asConstant(facts.simplify(this.source.rank));
    if (rank === null || rank > MOST_DIMENSIONS) return null;
    const sizes: Size[] = [];
    for (let i = this.skipFront; i < rank - this.skipBack; i++) sizes.push(this.source.front(i, rank));
    return sizes;
  }
}

/** A spread for a new tensor of unknown rank. */
export function makeSpread(fields: SpreadFields): Spread {
  return new Spread(new SpreadSource(fields), 0, 0);
}
