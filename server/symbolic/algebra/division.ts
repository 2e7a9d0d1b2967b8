/** Floor division and modulo: their laws, one each. Divisors are never 0; signs are as the bounds say. */
import { byCases } from './choice.ts';
import { commonFactor, content, exactDivide, greatestCommonDivisor, longDivide, variableContent } from './exact.ts';
import { merge, ownerOf } from './intern.ts';
import { divideIntervals, moduloInterval } from './interval.ts';
import { type DivisionAtom, internAtom, type Size, UNIT } from './node.ts';
import {
  add,
  asConstant,
  constant,
  constantTerm,
  fromAtom,
  fromTerms,
  multiply,
  negate,
  ONE,
  plus,
  subtract,
  times,
  tooLarge,
  ZERO,
} from './polynomial.ts';

/**
 * One step: `n // d == whole + wholeScale * (rest.n // rest.d)` and `n % d == scale * (rest.n % rest.d) + remainder`.
 * Without a rest the division is done.
 */
interface Step {
  readonly whole: Size;
  readonly wholeScale: 1 | -1;
  readonly remainder: Size;
  readonly scale: Size;
  readonly rest: { readonly n: Size; readonly d: Size } | null;
}

type Law = (n: Size, d: Size) => Step | null;

const LAWS: readonly Law[] = [
  // n == d * q: n // d == q, n % d == 0
  (n, d) => {
    const quotient = exactDivide(n, d);
    return quotient && done(quotient, ZERO);
  },
  // n // d == (-n) // (-d), n % d == -((-n) % (-d))
  (n, d) =>
    (d.terms[0]?.coefficient ?? 1) < 0 ? step({ scale: constant(-1), rest: { n: negate(n), d: negate(d) } }) : null,
  // (g * n) // (g * d) == n // d, (g * n) % (g * d) == g * (n % d)
  (n, d) => {
    const factor = commonFactor(n, d);
    if (factor === ONE) return null;
    const rest = { n: exactDivide(n, factor) ?? n, d: exactDivide(d, factor) ?? d };
    return step({ scale: factor, rest });
  },
  // (d * q + n) // d == q + n // d, (d * q + n) % d == n % d
  (n, d) => {
    const divisor = asConstant(d);
    const { quotient, remainder } = divisor === null ? longDivide(n, d) : reduceCoefficients(n, divisor);
    if (quotient === ZERO) return null;
    return step({ whole: quotient, rest: { n: remainder, d } });
  },
  // d > 0, 0 <= r < g: (g * n + r) // (g * d) == n // d, (g * n + r) % (g * d) == g * (n % d) + r
  (n, d) => {
    const factor = greatestCommonDivisor(variableContent(n), content(d));
    const low = constantTerm(n);
    if (d.bounds.min <= 0 || factor <= 1 || low < 0 || low >= factor) return null;
    const rest = { n: exactDivide(plus(n, -low), constant(factor)), d: exactDivide(d, constant(factor)) };
    if (rest.n === null || rest.d === null) return null;
    return step({ remainder: constant(low), scale: constant(factor), rest: { n: rest.n, d: rest.d } });
  },
  // n % d // d == 0, n % d % d == n % d
  (n, d) => {
    const [factor] = n.terms[0]?.monomial.factors ?? [];
    const isRemainder = factor?.atom.kind === 'modulo' && factor.atom.right === d && n === fromAtom(factor.atom);
    return isRemainder ? done(ZERO, n) : null;
  },
  // d > 0: (-n) // d == -((n + d - 1) // d), (-n) % d == d - 1 - (n + d - 1) % d
  (n, d) => {
    const divisor = asConstant(d);
    if (divisor === null || n.terms.some(({ coefficient, monomial }) => coefficient > 0 && monomial !== UNIT))
      return null;
    const rest = { n: plus(negate(n), divisor - 1), d };
    return step({ wholeScale: -1, remainder: plus(d, -1), scale: constant(-1), rest });
  },
  // q * d <= n < (q + 1) * d: n // d == q, n % d == n - q * d
  (n, d) => {
    const { min, max } = divideIntervals(n.bounds, d.bounds);
    return min === max && Number.isFinite(min) ? done(constant(min), subtract(n, times(d, min))) : null;
  },
  // 0 <= n < d: n // d == 0, n % d == n
  (n, d) => (n.bounds.min >= 0 && subtract(d, n).bounds.min > 0 ? done(ZERO, n) : null),
];

function step(fields: Partial<Step>): Step {
  return { whole: ZERO, wholeScale: 1, remainder: ZERO, scale: ONE, rest: null, ...fields };
}

function done(whole: Size, remainder: Size): Step {
  return step({ whole, remainder });
}

/** `n == quotient * divisor + remainder`: coefficients below the divisor, the constant term in `[0, divisor)`. */
function reduceCoefficients(n: Size, divisor: number): { readonly quotient: Size; readonly remainder: Size } {
  const quotient = fromTerms(
    n.terms.flatMap(({ coefficient, monomial }) => {
      const exact = coefficient / divisor;
      const part = monomial === UNIT ? Math.floor(exact) : Math.trunc(exact);
      return part === 0 ? [] : [{ coefficient: part, monomial }];
    }),
  );
  return { quotient, remainder: subtract(n, times(quotient, divisor)) };
}

/** `n // d`, rounded down. `d` is not 0. */
export function floorDivide(n: Size, d: Size): Size {
  if (asConstant(d) === 0) return tooLarge();
  return byCases([n, d], (n, d) => {
    const step = firstStep(n, d) ?? mergeNested(n, d);
    if (step === null) return fromAtom(divisionAtom('floorDivide', n, d));
    const rest = step.rest === null ? ZERO : floorDivide(step.rest.n, step.rest.d);
    return add(step.whole, times(rest, step.wholeScale));
  });
}

/** `n % d`, with the sign of `d`. `d` is not 0. */
export function modulo(n: Size, d: Size): Size {
  if (asConstant(d) === 0) return tooLarge();
  return byCases([n, d], (n, d) => {
    const step = firstStep(n, d) ?? dropInner(n, d);
    if (step === null) return fromAtom(divisionAtom('modulo', n, d));
    return step.rest === null
      ? step.remainder
      : add(multiply(step.scale, modulo(step.rest.n, step.rest.d)), step.remainder);
  });
}

/** `n / d`, rounded up: `(n + d - 1) // d`. `d` is positive. */
export function ceilDivide(n: Size, d: Size): Size {
  return floorDivide(plus(add(n, d), -1), d);
}

function firstStep(n: Size, d: Size): Step | null {
  for (const law of LAWS) {
    const step = law(n, d);
    if (step !== null) return step;
  }
  return null;
}

/** d > 0: (x // a + c) // d == (x + a * c) // (a * d). */
function mergeNested(n: Size, d: Size): Step | null {
  if (d.bounds.min <= 0) return null;
  const nested = n.terms.flatMap(({ coefficient, monomial }) => {
    const [factor] = monomial.factors;
    return coefficient === 1 && monomial.degree === 1 && factor?.atom.kind === 'floorDivide' ? [factor.atom] : [];
  });
  const [inner] = nested;
  if (inner === undefined || nested.length > 1) return null;
  const others = subtract(n, fromAtom(inner));
  return step({ rest: { n: add(inner.left, multiply(inner.right, others)), d: multiply(inner.right, d) } });
}

/** d divides a: (c * (x % a) + n) % d == (c * x + n) % d. */
function dropInner(n: Size, d: Size): Step | null {
  for (const { coefficient, monomial } of n.terms) {
    const [factor] = monomial.factors;
    if (monomial.degree !== 1 || factor?.atom.kind !== 'modulo') continue;
    if (exactDivide(factor.atom.right, d) === null) continue;
    const change = times(subtract(factor.atom.left, fromAtom(factor.atom)), coefficient);
    return step({ rest: { n: add(n, change), d } });
  }
  return null;
}

function divisionAtom(kind: DivisionAtom['kind'], left: Size, right: Size): DivisionAtom {
  const symbols = merge(left.symbols, right.symbols);
  return internAtom<DivisionAtom>(ownerOf([left, right]), `${kind} ${left.id} ${right.id}`, () => ({
    kind,
    left,
    right,
    bounds: (kind === 'modulo' ? moduloInterval : divideIntervals)(left.bounds, right.bounds),
    symbols,
    names: merge(left.names, right.names),
    weight: left.weight + right.weight + 1,
  }));
}
