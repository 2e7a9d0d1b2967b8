/** An analyzer that says the same of every file: that its first line multiplies two tensors that do not fit. */
import type { Analyzer } from '../../server/analysis/analyzer.ts';
import type {
  DiagnosticReport,
  FileAnalysis,
  FixReport,
  Severity,
  TensorReport,
} from '../../server/analysis/report.ts';

/** The file that the findings are about; its offsets are those that the fake reports. */
export const PROGRAM = `export function f(a, b) {
  const y = tf.matMul(a, b);
  return y;
}
`;

const CALL = { start: 38, end: 53, line: 2, column: 13 } as const;

export function fakeAnalyzer(severity: Severity): Analyzer {
  return {
    advance: () => false,
    analyze: (path) => analysis(path, severity),
    fixes: (path) => [transposed(path)],
    likeliestFix: (path) => transposed(path),
    bindings: () => [],
    firstBindings: () => ({ told: [], isSettled: true }),
    firstDiagnostics: () => null,
    rewrite: () => null,
    explain: () => null,
    describeCall: () => null,
    outline: () => [],
    instantiate: () => ({ problems: ['there are no sizes'] }),
  };
}

function transposed(path: string): FixReport {
  return { title: 'Transpose b', edits: [{ path, start: 52, end: 52, text: ', false, true' }] };
}

function analysis(path: string, severity: Severity): FileAnalysis {
  return {
    path,
    tally: { functions: 1, tensors: 4, known: 2, failed: 0 },
    functions: [
      {
        name: 'f',
        start: 0,
        end: PROGRAM.trimEnd().length,
        line: 1,
        symbols: [{ name: 'B', origin: 'a.shape[0]', min: 1, max: null, hint: null }],
        guards: [guard('a.shape[0] == 2', []), guard('b.shape[1] == 3', ['a.rank == 2'])],
        untold: [],
        returns: [{ shape: ['B', '10'], dtype: 'float32', under: [] }],
        complete: true,
        why: null,
      },
    ],
    tensors: [
      tensor('CallExpression', 'known'),
      tensor('CallExpression', 'known'),
      tensor('Identifier', 'unknown'),
      { ...tensor('NewExpression', 'opaque'), start: 0, end: 1 },
    ],
    diagnostics: [finding(path, severity)],
    contracts: [],
    bindings: [
      { kind: 'variable', start: 34, end: 35, text: '[B, 10]', dtype: 'float32', hint: true },
      { kind: 'return', start: 64, end: 65, text: '[B, 10]', dtype: 'float32', hint: true },
    ],
  };
}

function guard(text: string, under: readonly string[]): FileAnalysis['functions'][number]['guards'][number] {
  return { ...CALL, text, expr: text, kind: 'requires', specialization: true, reason: 'matMul', under };
}

function tensor(node: string, state: TensorReport['state']): TensorReport {
  return { ...CALL, node, state, rank: 2, shape: ['B', '10'], dtype: 'float32', why: null, alternatives: [] };
}

function finding(path: string, severity: Severity): DiagnosticReport {
  const related = [{ path, start: 18, end: 19, message: 'a comes from here' }];
  return { ...CALL, code: 'shape-mismatch', severity, message: 'matMul: 3 is not 4', related, fixes: [] };
}
