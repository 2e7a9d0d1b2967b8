/** What is told of a file, put together from the reports of its parts. */
import { ts } from 'ts-morph';
import type { Settings } from '../../shared/settings.ts';
import { once } from '../interpreter/once.ts';
import { contractReports } from './contractReports.ts';
import { diagnosticReports } from './diagnostics.ts';
import type { Part, PartReport } from './parts/part.ts';
import { type BindingReport, type FileAnalysis, NO_TALLY, type Tally, type TensorReport } from './report.ts';

/** The analysis of a file with what it was made from. */
export interface Analysed {
  readonly analysis: FileAnalysis;
  /** The roots in the order of the text, then the module's body. */
  readonly parts: readonly Part[];
}

/** What is told of all parts of a file, by their nodes. */
export interface Told {
  readonly file: ts.SourceFile;
  readonly reports: ReadonlyMap<Part['root'], PartReport>;
}

/** What a file that was analysed has between two offsets. */
export function bindingsBetween({ parts }: Analysed, start: number, end: number): readonly BindingReport[] {
  return parts
    .filter(({ root }) => ts.isSourceFile(root) || (root.end >= start && root.pos <= end))
    .flatMap(({ report }) => report.bindings);
}

/** A file of which everything is told already; `run` makes the traces, when somebody asks for one. */
export function toldAnalysed(path: string, settings: Settings, { file, reports }: Told, run: () => Analysed): Analysed {
  const partOf = (root: Part['root']) => run().parts.find((one) => one.root === root) as Part;
  const parts = [...reports].map(([root, report]): Part => ({ root, report, trace: once(() => partOf(root).trace()) }));
  return assemble(path, file, settings, parts);
}

/** Few views ask for everything: each kind of report is put together when one does. */
export function assemble(path: string, file: ts.SourceFile, settings: Settings, parts: readonly Part[]): Analysed {
  const reports = parts.map(({ report }) => report);
  const functions = once(() => reports.flatMap((one) => one.functions));
  const tensors = once(() => reports.flatMap((one) => one.tensors).sort(byPosition));
  const bindings = once(() => reports.flatMap((one) => one.bindings).sort(byPosition));
  const diagnostics = once(() => diagnosticReports(file, reports, settings));
  const contracts = once(() => {
    const calls = reports.flatMap((one) => one.calls);
    return contractReports(file, { functions: functions(), bindings: bindings(), calls });
  });
  const analysis: FileAnalysis = {
    path,
    tally: reports.map(({ tally }) => tally).reduce(added, NO_TALLY),
    get diagnostics() {
      return diagnostics();
    },
    get functions() {
      return functions();
    },
    get tensors() {
      return tensors();
    },
    get bindings() {
      return bindings();
    },
    get contracts() {
      return contracts();
    },
  };
  return { analysis, parts };
}

function added(a: Tally, b: Tally): Tally {
  return {
    functions: a.functions + b.functions,
    tensors: a.tensors + b.tensors,
    known: a.known + b.known,
    failed: a.failed + b.failed,
  };
}

/** In the order of the text, what is around before what is inside. */
function byPosition(a: Extent, b: Extent): number {
  return a.start - b.start || b.end - a.end;
}

type Extent = Pick<TensorReport, 'start' | 'end'>;
