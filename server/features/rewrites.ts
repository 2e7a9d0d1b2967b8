/** Code actions that answer no finding: contracts for a function or a file, and comments that are wrong. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Rewriting } from '../analysis/analyzer.ts';
import type { FileAnalysis, FixReport } from '../analysis/report.ts';
import type { Files } from './files.ts';
import { REMOVE_COMMENTS, WRITE_CONTRACTS, wants } from './kinds.ts';
import { contractAround } from './size-names.ts';
import { workspaceEdit } from './workspace-edit.ts';

interface RewritesParams {
  readonly document: TextDocument;
  readonly range: CodeActionParams['range'];
  readonly context: Pick<CodeActionParams['context'], 'only'>;
  readonly files: Files;
  readonly versioned: boolean;
  /** Makes the edits. Each is verified by an analysis, hence only when asked for. */
  readonly rewrite: (rewriting: Rewriting) => FixReport | null;
}

export function rewrites(analysis: FileAnalysis, params: RewritesParams): CodeAction[] {
  const { only } = params.context;
  const actions: CodeAction[] = [];
  const add = (kind: string, rewriting: Rewriting) => {
    const fix = params.rewrite(rewriting);
    const edit = fix === null ? null : workspaceEdit(fix, params);
    if (fix !== null && edit !== null) actions.push({ title: fix.title, kind, edit });
  };
  if (wants(only, CodeActionKind.RefactorRewrite) && isAtHeader(analysis, params)) {
    add(CodeActionKind.RefactorRewrite, { kind: 'contract', offset: params.document.offsetAt(params.range.start) });
  }
  // What is about the whole file is asked for by its kind.
  if (only === undefined) return actions;
  if (wants(only, WRITE_CONTRACTS)) add(WRITE_CONTRACTS, { kind: 'contracts' });
  if (wants(only, REMOVE_COMMENTS)) add(REMOVE_COMMENTS, { kind: 'comments' });
  return actions;
}

/** Whether the cursor is at the header of a function of which something was learned. */
function isAtHeader(analysis: FileAnalysis, { document, range }: RewritesParams): boolean {
  const offset = document.offsetAt(range.start);
  const contract = contractAround(analysis, { start: offset, end: offset });
  return contract !== null && offset < contract.body && contract.inferred.length > 0;
}
