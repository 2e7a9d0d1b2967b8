/** The three answers to every question about sizes. */

/** `unknown` is an answer of its own: it never becomes an error. */
export type Verdict = 'yes' | 'no' | 'unknown';

export function not(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown';
  return verdict === 'yes' ? 'no' : 'yes';
}

export function ofBoolean(truth: boolean): Verdict {
  return truth ? 'yes' : 'no';
}
