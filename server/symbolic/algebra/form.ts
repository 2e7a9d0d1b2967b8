/** Canonical forms: every size is `scale * form + shift`, so that facts about one form meet under one key. */
import { exactDivide, variableContent } from './exact.ts';
import type { Size } from './node.ts';
import { constant, constantTerm, plus } from './polynomial.ts';

interface Scaled {
  /** No constant term, no common divisor, the leading coefficient positive. */
  readonly form: Size;
  /** Not 0. */
  readonly scale: number;
  readonly shift: number;
}

/** `null` for a constant. */
export function canonical(size: Size): Scaled | null {
  const [lead] = size.terms;
  const divisor = variableContent(size);
  if (lead === undefined || divisor === 0) return null;
  const shift = constantTerm(size);
  const scale = lead.coefficient < 0 ? -divisor : divisor;
  const form = exactDivide(plus(size, -shift), constant(scale));
  return form && { form, scale, shift };
}
