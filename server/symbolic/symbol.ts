/** Symbols: the unknown sizes that an analysis is about. */
import { freshId } from './algebra/intern.ts';
import type { Reason } from './place.ts';

/**
 * Where a symbol comes from.
 * - `input`: a size of the root's inputs ("backed").
 * - `data`: depends on tensor data or on something outside the program, and has a name ("unbacked").
 * - `opaque`: made because nothing in the program states the size (a model that cannot be read).
 * - `unknown`: stands for a size that the analysis lost; printed as `?`, with its reason.
 */
export type Backing = 'input' | 'data' | 'opaque' | 'unknown';

export interface SizeSymbol {
  /** Ascending in the order of creation; orders terms, so that output is deterministic. */
  readonly id: number;
  /** What messages call it; the author's own name replaces the first one when it becomes known. */
  name: string;
  /** True once the name is one that the author gave. */
  named: boolean;
  /** An expression that the author could type: `x.shape[0]`, `heads`, `cfg.width`. */
  readonly origin: string;
  readonly backing: Backing;
  /** The rank of the tensor of which it is a dimension; `null` where that is open, or it is none. */
  readonly rank: number | null;
  /** Inclusive bounds; `null` is no bound. Sizes are at least 1 unless their origin says otherwise. */
  readonly min: number | null;
  readonly max: number | null;
  /** An example value. Proves nothing. */
  readonly hint: number | null;
  /** True when a contract declares the size: pinning it is a violation. */
  readonly declared: boolean;
  /** Why the size is opaque or unknown. */
  readonly why: Reason | null;
  /** The nodes of sizes and conditions that are kept by this symbol, by their keys. */
  readonly nodes: Map<string, object>;
}

export function makeSymbol(fields: Partial<SizeSymbol> & Pick<SizeSymbol, 'name' | 'origin'>): SizeSymbol {
  return {
    named: false,
    backing: 'input',
    rank: null,
    min: 1,
    max: null,
    hint: null,
    declared: false,
    why: null,
    ...fields,
    id: freshId(),
    nodes: new Map(),
  };
}
