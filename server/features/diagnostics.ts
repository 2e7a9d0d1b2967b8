/** Diagnostics: the findings of a file, each with its code, its documentation and what led to it. */
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { documentationOf } from '../../shared/links.ts';
import type { DiagnosticReport, RelatedReport, Severity } from '../analysis/report.ts';
import type { Files } from './files.ts';
import { rangeOf } from './positions.ts';

/** The `source` of every diagnostic: editors show it and tests filter by it. */
export const SOURCE = 'shapewise';

export interface DiagnosticsParams {
  readonly document: TextDocument;
  readonly files: Files;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function diagnostics(found: readonly DiagnosticReport[], params: DiagnosticsParams): Diagnostic[] {
  return found.map((finding) => diagnostic(finding, params));
}

export function diagnostic(finding: DiagnosticReport, { document, files }: DiagnosticsParams): Diagnostic {
  return {
    range: rangeOf(document, finding),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    codeDescription: { href: documentationOf(finding.code) },
    source: SOURCE,
    message: finding.message,
    relatedInformation: finding.related.flatMap((related) => relatedInformation(related, files)),
  };
}

/** Nothing for a file that cannot be read: its lines are not known, and a wrong place is worse than none. */
function relatedInformation({ path, message, ...span }: RelatedReport, files: Files): DiagnosticRelatedInformation[] {
  const document = files.document(path);
  return document ? [{ location: { uri: files.uri(path), range: rangeOf(document, span) }, message }] : [];
}
