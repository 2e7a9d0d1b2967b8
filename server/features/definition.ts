/** Go to definition: from a name of a size to where it got its meaning, and from there to the tensor that it is a size of. */
import type { LocationLink, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/report.ts';
import { placeOfOrigin } from './origins.ts';
import { type Offsets, offsetOf, rangeOf } from './positions.ts';
import { type FoundName, nameAt } from './size-names.ts';

interface DefinitionParams {
  readonly document: TextDocument;
  readonly position: Position;
}

export function definition(analysis: FileAnalysis, { document, position }: DefinitionParams): LocationLink[] | null {
  const found = nameAt(analysis, offsetOf(document, position));
  const target = found === null ? null : targetOf(analysis, document, found);
  if (found === null || target === null) return null;
  const range = rangeOf(document, target);
  return [
    {
      originSelectionRange: rangeOf(document, found.name),
      targetUri: document.uri,
      targetRange: range,
      targetSelectionRange: range,
    },
  ];
}

function targetOf(
  analysis: FileAnalysis,
  document: TextDocument,
  { contract, name, places }: FoundName,
): Offsets | null {
  const parameter = contract.parameters.find((one) => one.name === name.name);
  if (parameter !== undefined) return parameter;
  const [first] = places;
  if (first !== undefined && first.start !== name.start) return first;
  return name.origin === null ? null : placeOfOrigin(analysis, { document, at: contract, origin: name.origin });
}
