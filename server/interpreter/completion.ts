/** How a statement ends: as data, never as an exception of the host. */
import type { Value } from './values.ts';

export type Completion =
  | { readonly kind: 'normal' }
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'throw'; readonly value: Value }
  | { readonly kind: 'break'; readonly label: string | null }
  | { readonly kind: 'continue'; readonly label: string | null };

export const NORMAL: Completion = { kind: 'normal' };

export function isAbrupt(completion: Completion): boolean {
  return completion.kind !== 'normal';
}
