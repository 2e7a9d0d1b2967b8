/** Quick fixes: the verified fixes of the findings in a range, as workspace edits. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DiagnosticReport, FileAnalysis, FixReport } from '../analysis/report.ts';
import { diagnostic } from './diagnostics.ts';
import type { Files } from './files.ts';
import { wants } from './kinds.ts';
import { offsetsOf, touches } from './positions.ts';
import { workspaceEdit } from './workspace-edit.ts';

interface QuickFixesParams {
  readonly document: TextDocument;
  readonly range: CodeActionParams['range'];
  readonly context: Pick<CodeActionParams['context'], 'only'>;
  readonly files: Files;
  /** Whether the client takes edits with the version of the document that they were made for. */
  readonly versioned: boolean;
  /** Makes the fixes of one finding. Each is verified by an analysis, hence only for the findings in the range. */
  readonly fixes: (finding: DiagnosticReport) => readonly FixReport[];
}

export function quickFixes(analysis: FileAnalysis, params: QuickFixesParams): CodeAction[] {
  if (!wants(params.context.only, CodeActionKind.QuickFix)) return [];
  const range = offsetsOf(params.document, params.range);
  const actions = new Map<string, CodeAction>();
  for (const finding of analysis.diagnostics.filter((span) => touches(span, range))) {
    for (const fix of params.fixes(finding)) addAction(actions, fix, finding, params);
  }
  return [...actions.values()];
}

/** Findings that one edit would answer share one action, so that the menu never says a thing twice. */
function addAction(
  actions: Map<string, CodeAction>,
  fix: FixReport,
  finding: DiagnosticReport,
  params: QuickFixesParams,
): void {
  const key = JSON.stringify([fix.title, fix.edits]);
  const answered = [...(actions.get(key)?.diagnostics ?? []), diagnostic(finding, params)];
  const edit = actions.get(key)?.edit ?? workspaceEdit(fix, params);
  if (edit) actions.set(key, { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: answered, edit });
}
