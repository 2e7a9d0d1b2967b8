/** Findings: what there is to tell the author, one file per code for its wording. */
import type { Place } from '../symbolic/place.ts';
import type { Code, Severity } from './codes.ts';

export interface Finding {
  readonly code: Code;
  readonly place: Place;
  readonly message: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

export const DEFAULT_SEVERITY: Readonly<Record<Code, Severity>> = {
  'shape-mismatch': 'error',
  'contract-violation': 'error',
  specialization: 'information',
  guard: 'hint',
  'data-dependent': 'warning',
  'cast-mismatch': 'warning',
  'gave-up': 'hint',
  'unused-ignore': 'warning',
};
