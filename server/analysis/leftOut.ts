/** What is said of a file that is not analysed: one finding, at its first line, tells why. */
import type { Settings } from '../../shared/settings.ts';
import { DEFAULT_SEVERITY } from '../findings/finding.ts';
import type { Analysed } from './assemble.ts';
import { type FileAnalysis, NO_TALLY } from './report.ts';

const EMPTY = { functions: [], tensors: [], bindings: [], contracts: [], tally: NO_TALLY };

/** A file that is too large, say, or nested too deeply. */
export function leftOut(path: string, text: string, reason: string, settings: Settings): Analysed {
  return { analysis: withFinding(path, text, `this file is left out: ${reason}`, settings), parts: [] };
}

/** A file on which the analysis itself failed: a defect of ours, that costs this file and nothing else. */
export function failed(path: string, text: string, error: unknown, settings: Settings): Analysed {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const said = error instanceof Error ? error.message : failure;
  const analysis = withFinding(path, text, `the analysis of this file failed: ${said}`, settings);
  return { analysis: { ...analysis, failure }, parts: [] };
}

function withFinding(path: string, text: string, message: string, settings: Settings): FileAnalysis {
  const severity = settings.severity['gave-up'] ?? DEFAULT_SEVERITY['gave-up'];
  if (severity === 'off') return { path, ...EMPTY, diagnostics: [] };
  const end = /^[^\r\n]{0,80}/.exec(text)?.[0].length ?? 0;
  const place = { start: 0, end, line: 1, column: 1 };
  return { path, ...EMPTY, diagnostics: [{ code: 'gave-up', severity, message, related: [], fixes: [], ...place }] };
}
