/** Open sizes: those that a model leaves open when it is built (`null`), such as its batch. */
import { type Ask, Refused } from '../../../kernels/ask.ts';
import { type Claim, symbolsOfCondition, toCondition } from '../../../symbolic/condition.ts';
import { printSize } from '../../../symbolic/notation.ts';
import { fromSymbol, type Size, symbolsOf } from '../../../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../../symbolic/symbol.ts';
import { isSpread, type Shape } from '../../../tensor/tensor.ts';

const open = new WeakSet<SizeSymbol>();

/** A new open size. */
export function openSize(name: string): Size {
  const symbol = makeSymbol({ name, origin: name });
  open.add(symbol);
  return fromSymbol(symbol);
}

export function isOpen(size: Size): boolean {
  return symbolsOf(size).some((symbol) => open.has(symbol));
}

/** An ask for building a model: like the library, it demands nothing of open sizes. */
export function whileBuilding(ask: Ask): Ask {
  return {
    get facts() {
      return ask.facts;
    },
    require(claim, reason, words, advice) {
      if (!concernsOpen(claim)) ask.require(claim, reason, words, advice);
      else if (ask.facts.decide(claim) === 'no')
        throw new Refused(reason, claim, words?.() ?? null, advice?.() ?? null);
    },
    assume(claim, reason) {
      if (!concernsOpen(claim)) ask.assume(claim, reason);
    },
    fresh: (name, min, max) => ask.fresh(name, min, max),
    opaque: (name, why, rank) => ask.opaque(name, why, rank),
    unknown: (message) => ask.unknown(message),
    file: (name) => ask.file(name),
    registry: ask.registry,
    count: (name) => ask.count(name),
    tape: (run) => ask.tape(run),
  };
}

/** An ask for computing the shape of an output: what is not known is not demanded. */
export function whileComputing(ask: Ask): Ask {
  return {
    ...whileBuilding(ask),
    get facts() {
      return ask.facts;
    },
    require(claim, reason, words) {
      if (ask.facts.decide(claim) === 'no') throw new Refused(reason, claim, words?.() ?? null);
    },
  };
}

function concernsOpen(claim: Claim): boolean {
  return symbolsOfCondition(toCondition(claim)).some((symbol) => open.has(symbol));
}

/** A shape as the library prints it, `[null,28,28,1]`. */
export function openShapeText(shape: Shape): string {
  const sizes = shape.map((dim) => (isSpread(dim) ? `...${dim.name}` : isOpen(dim) ? 'null' : printSize(dim)));
  return `[${sizes.join(',')}]`;
}
