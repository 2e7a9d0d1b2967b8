/** An analyzer for tests of the protocol, which finds in a text what a few words stand for. */
import type { DiagnosticReport, FileAnalysis, Span } from '../../server/analysis/report.ts';
import type { AnalyzerFactory } from '../../server/projects.ts';
import type { Workspace } from '../../server/workspace.ts';
import type { Settings } from '../../shared/settings.ts';

export interface FakeAnalyzer {
  readonly create: AnalyzerFactory;
  /** The texts that were analysed, in order. */
  readonly analysed: string[];
  /** The settings that analyzers were made with. */
  readonly settings: Settings[];
}

/**
 * - `const NAME = tensor(4, 5)` declares a tensor of that shape;
 * - `BAD` is an error, and the fix replaces it by `GOOD`;
 * - `CRASH` makes the analysis throw, `CRASHFIX` the fix.
 */
export function fakeAnalyzer(): FakeAnalyzer {
  const analysed: string[] = [];
  const settings: Settings[] = [];
  const create: AnalyzerFactory = (workspace: Workspace, given: Settings) => {
    settings.push(given);
    const analyze = (path: string): FileAnalysis => {
      const text = workspace.text(path) ?? '';
      analysed.push(text);
      if (/\bCRASH\b/.test(text)) throw new Error('the analysis hit a CRASH');
      return analyse(path, text);
    };
    return {
      analyze,
      advance: () => false,
      bindings: (path) => analyze(path).bindings,
      firstBindings: (path) => ({ told: analyze(path).bindings, isSettled: true }),
      firstDiagnostics: () => null,
      rewrite: () => null,
      explain: () => null,
      describeCall: () => null,
      outline: () => [],
      fixes(path, { start, end }) {
        if (workspace.text(path)?.includes('CRASHFIX')) throw new Error('the fix hit a CRASHFIX');
        return [{ title: 'Make it GOOD', edits: [{ path, start, end, text: 'GOOD' }] }];
      },
    };
  };
  return { create, analysed, settings };
}

function analyse(path: string, text: string): FileAnalysis {
  const calls = [...text.matchAll(/const (?<name>\w+) = (?<call>tensor\((?<sizes>.*?)\))/dg)].map(
    ({ indices, groups }) => ({
      name: spanAt(text, indices?.groups?.name),
      call: spanAt(text, indices?.groups?.call),
      sizes: groups?.sizes ?? '',
    }),
  );
  return {
    path,
    functions: [],
    contracts: [],
    tally: { functions: 0, tensors: calls.length, known: calls.length, failed: 0 },
    bindings: calls.map(({ name: { start, end }, sizes }) => {
      return { kind: 'variable', start, end, text: `[${sizes}]`, dtype: 'float32', hint: true };
    }),
    tensors: calls.map(({ call, sizes }) => {
      const shape = sizes.split(', ');
      const rest = { dtype: 'float32', why: null, alternatives: [] };
      return { ...call, ...rest, node: 'CallExpression', state: 'known', rank: shape.length, shape };
    }),
    diagnostics: [...text.matchAll(/BAD/dg)].map(({ indices }): DiagnosticReport => {
      const rest = { code: 'shape-mismatch', severity: 'error', message: 'it is BAD', related: [], fixes: [] } as const;
      return { ...spanAt(text, indices?.[0]), ...rest };
    }),
  };
}

function spanAt(text: string, [start, end]: readonly [number, number] = [0, 0]): Span {
  const lines = text.slice(0, start).split('\n');
  return { start, end, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
