/** Kinds of code actions. */
import { CodeActionKind } from 'vscode-languageserver/node';

export const WRITE_CONTRACTS = `${CodeActionKind.Source}.shapewise.contracts`;
export const REMOVE_COMMENTS = `${CodeActionKind.Source}.shapewise.comments`;

/** Whether a kind is asked for: a kind asks for itself and everything below it; no kinds ask for all. */
export function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
}
