/** Where a size comes from in the text: the declaration of the tensor, or of the number, that its origin begins with. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/report.ts';
import { contains, type Offsets } from './positions.ts';

interface OriginParams {
  readonly document: TextDocument;
  /** The function, or a place in it, as seen from which the origin is meant. */
  readonly at: Offsets;
  /** As the analysis tells it: `x.shape[0]`, `heads`, `model.predict(x).shape[1]`. */
  readonly origin: string;
}

/** `null` where the text does not show it. */
export function placeOfOrigin(analysis: FileAnalysis, { document, at, origin }: OriginParams): Offsets | null {
  const subject = origin.replace(/\.shape(?:\[\d+\]|\.at\(-?\d+\)).*$|\.(?:rank|size|length)$/s, '');
  const [base] = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(subject) ?? [];
  if (base === undefined) return null;
  const text = document.getText();
  if (base !== subject) {
    const made = analysis.tensors.find((one) => plain(text.slice(one.start, one.end)) === plain(subject));
    if (made !== undefined) return made;
  }
  const functions = analysis.contracts
    .filter((one) => contains(one, at) || contains(at, one))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  for (const one of functions) {
    const parameter = one.parameters.find(({ name }) => name === base);
    if (parameter !== undefined) return parameter;
  }
  const declared = analysis.bindings.filter(({ start, end }) => text.slice(start, end) === base);
  return declared.find((one) => contains(at, one)) ?? declared[0] ?? null;
}

function plain(text: string): string {
  return text.replace(/\s/g, '');
}
