/** Data types of tensors and their promotion. */

export type DType = 'float32' | 'int32' | 'bool' | 'complex64' | 'string';

export const DTYPES: readonly DType[] = ['float32', 'int32', 'bool', 'complex64', 'string'];

export function isDType(text: string): text is DType {
  return (DTYPES as readonly string[]).includes(text);
}

const PROMOTION: readonly DType[] = ['bool', 'int32', 'float32', 'complex64'];

/** The data type of `a + b`; `null` when either is not known. Strings do not mix with numbers. */
export function promote(a: DType | null, b: DType | null): DType | null {
  if (a === null || b === null) return null;
  if (a === b) return a;
  if (a === 'string' || b === 'string') return null;
  return PROMOTION[Math.max(PROMOTION.indexOf(a), PROMOTION.indexOf(b))] ?? null;
}
