/** Rename: a size gets another name in its contract and in the comments that speak of it. */
import type { Position, Range, TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/report.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { type FoundName, nameAt } from './size-names.ts';

interface RenameParams {
  readonly document: TextDocument;
  readonly position: Position;
}

/** What would be renamed; `null` where no name of a size stands, so that the editor asks somebody else. */
export function prepareRename(
  analysis: FileAnalysis,
  params: RenameParams,
): { range: Range; placeholder: string } | null {
  const found = renamable(analysis, params);
  return found && { range: rangeOf(params.document, found.name), placeholder: found.name.name };
}

/** The edits, or a sentence that says why the name cannot be. */
export function rename(
  analysis: FileAnalysis,
  params: RenameParams & { readonly newName: string },
): readonly TextEdit[] | string | null {
  const found = renamable(analysis, params);
  if (found === null) return null;
  const { newName, document } = params;
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(newName)) return `\`${newName}\` is no name for a size`;
  if (RESERVED.includes(newName)) return `\`${newName}\` means something else in the notation`;
  const isTaken = found.contract.sizes.some(({ name }) => name === newName);
  if (isTaken && newName !== found.name.name) return `there is another size called \`${newName}\``;
  return found.places.map((place) => ({ range: rangeOf(document, place), newText: newName }));
}

const RESERVED = ['_', 'min', 'max', 'rank', 'null', 'undefined', 'None', 'returns', 'and', 'or', 'is'];

/** Paths such as `x.shape[0]`, and numbers that the function is given, belong to the language. */
function renamable(analysis: FileAnalysis, { document, position }: RenameParams): FoundName | null {
  const found = nameAt(analysis, offsetOf(document, position));
  if (found === null || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(found.name.name)) return null;
  return found.contract.parameters.some(({ name }) => name === found.name.name) ? null : found;
}
