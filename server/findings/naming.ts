/** What messages call sizes: the author's own names, else what the author can type. */
import type { Naming } from '../symbolic/notation.ts';

export const byAuthor: Naming = (symbol) => (symbol.named || symbol.declared ? symbol.name : symbol.origin);
