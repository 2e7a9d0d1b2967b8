/** The kinds of findings, and how grave one can be. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const CODES = [
  'shape-mismatch',
  'contract-violation',
  'specialization',
  'guard',
  'data-dependent',
  'cast-mismatch',
  'gave-up',
  'unused-ignore',
] as const;

export type Code = (typeof CODES)[number];
