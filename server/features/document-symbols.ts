/** Document symbols: models with their layers, and contracts, beside the functions that the language's own outline has. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OutlineReport } from '../analysis/outline.ts';
import { rangeOf } from './positions.ts';

export function documentSymbols(outline: readonly OutlineReport[], document: TextDocument): DocumentSymbol[] {
  return outline.map((one) => {
    const selectionRange = rangeOf(document, one.selection);
    const children = one.layers.map((layer): DocumentSymbol => {
      // The layers of a model are told together, at its name.
      return { ...layer, kind: SymbolKind.Field, range: selectionRange, selectionRange };
    });
    const { name, detail, kind } = one;
    return { name, detail, kind: KINDS[kind], range: rangeOf(document, one), selectionRange, children };
  });
}

/** For clients that show a list: the layers follow their model. */
export function symbolList(outline: readonly OutlineReport[], document: TextDocument): SymbolInformation[] {
  return documentSymbols(outline, document).flatMap(({ children = [], ...symbol }) =>
    [symbol, ...children].map(({ name, kind, range }) => {
      const container = name === symbol.name ? {} : { containerName: symbol.name };
      return { name, kind, location: { uri: document.uri, range }, ...container };
    }),
  );
}

const KINDS = { model: SymbolKind.Object, contract: SymbolKind.Interface } as const;
