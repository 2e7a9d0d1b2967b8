/** A function under given sizes: the truth of each of its guards, and every shape in it. */
import { ts } from 'ts-morph';
import { functionName, type Machine } from '../interpreter/machine.ts';
import type { Observation } from '../interpreter/recorder.ts';
import { tensorValue, type Value } from '../interpreter/values.ts';
import { isTold } from '../interpreter/weight.ts';
import { all, type Condition } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import { resolveShape } from '../tensor/tensor.ts';
import type { Analysed } from './assemble.ts';
import { bindingReports } from './bindings.ts';
import { functionReport, returnReports } from './functions.ts';
import { type Given, type Matched, matchGiven, type NamedCondition, type Subjects } from './instantiate/given.ts';
import { truthOf } from './instantiate/truth.ts';
import { extentOf } from './parts/extent.ts';
import { type Part, tallyOf } from './parts/part.ts';
import { spanOf } from './positions.ts';
import type { FunctionReport, GuardReport, InstantiatedFunction, Instantiation, Span } from './report.ts';
import type { Trace } from './run.ts';
import { type Observed, tensorReports } from './tensors.ts';
import { symbolsIn, tensorCases } from './traceSymbols.ts';

export type { Given } from './instantiate/given.ts';

/** What is wrong with what was given, one sentence each. */
export interface NotInstantiated {
  readonly problems: readonly string[];
}

/** One of the functions of an analysis, with numbers for its sizes and truths for its conditions. */
export function instantiate(
  machine: Machine,
  { analysis, parts }: Analysed,
  program: FunctionReport,
  given: Given,
): Instantiation | NotInstantiated {
  const trace = parts.find((one) => isOf(one, program))?.trace();
  if (trace === undefined) return { problems: [`${program.name} is no longer there`] };
  const matched = matchGiven(given, subjectsOf(trace));
  if (matched.problems.length > 0) return { problems: matched.problems };
  const file = trace.root.getSourceFile();
  const report = instantiatedReport(file, trace, matched);
  const extent = extentOf(trace.root);
  const observed = observedUnder(trace, matched.facts, stoppedAt(trace, report));
  const tensors = tensorReports(machine, file, observed, extent);
  return {
    path: analysis.path,
    functions: [report],
    tensors,
    tally: tallyOf({ functions: [report], tensors }),
    bindings: bindingReports(machine, file, observed, extent),
    contracts: analysis.contracts.filter((one) => one.end === program.end),
    diagnostics: analysis.diagnostics.filter((one) => isInside(one, program)),
  };
}

function isOf({ root }: Part, { name, start, end }: FunctionReport): boolean {
  const span = spanOf(root.getSourceFile(), root);
  return functionName(root) === name && span.start === start && span.end === end;
}

function isInside({ start, end }: Pick<Span, 'start' | 'end'>, outer: FunctionReport): boolean {
  return start >= outer.start && end <= outer.end;
}

function subjectsOf(trace: Trace): Subjects {
  return { symbols: symbolsIn(trace), conditions: namedConditions(trace), where: trace.contract?.where ?? [] };
}

/** The author's conditions that guards, results and shapes depend on. */
function namedConditions({ guards, returned, recorder }: Trace): readonly NamedCondition[] {
  const values = [...recorder.observations.values()].flatMap((seen) => seen.map(({ value }) => value));
  const cases = (returned === null ? values : [...values, returned]).flatMap((value) => tensorCases(value, []));
  const conditions = [...cases, ...guards].flatMap(({ under }) => under);
  return [...new Set([...conditions, ...guards.map(({ condition }) => condition)].flatMap(namesIn))].filter(isTold);
}

function namesIn(condition: Condition): readonly NamedCondition[] {
  if (condition.kind === 'named') return [condition];
  if (condition.kind === 'not') return namesIn(condition.operand);
  return condition.kind === 'all' || condition.kind === 'any' ? condition.operands.flatMap(namesIn) : [];
}

function instantiatedReport(file: ts.SourceFile, trace: Trace, { facts, ...matched }: Matched): InstantiatedFunction {
  const report = functionReport(file, trace);
  const guards = trace.guards.map((guard, index) => ({
    ...(report.guards[index] as GuardReport),
    ...truthOf(guard, facts),
  }));
  const stop = guards.findIndex(({ applies, holds }) => applies === 'yes' && holds === 'no');
  const returned = trace.returned === null || stop >= 0 ? null : valueUnder(trace.returned, facts);
  const isOpen = (condition: NamedCondition) => facts.decide(condition) === 'unknown';
  return {
    ...report,
    symbols: report.symbols.filter(({ name }) => ![...matched.sizes.keys()].some((symbol) => symbol.name === name)),
    guards,
    returns: returned === null ? [] : returnReports(returned, []),
    sizes: Object.fromEntries([...matched.sizes].map(([{ name }, value]) => [name, value])),
    conditions: Object.fromEntries([...matched.truths].map(([{ text }, truth]) => [text, truth])),
    open: [
      ...new Set(
        namedConditions(trace)
          .filter(isOpen)
          .map(({ text }) => text),
      ),
    ],
    stop: stop < 0 ? null : stop,
  };
}

/** Where the statement starts that the function does not come past under these sizes. */
function stoppedAt({ root }: Trace, { guards, stop }: InstantiatedFunction): number {
  const guard = stop === null ? undefined : guards[stop];
  if (guard === undefined) return Number.POSITIVE_INFINITY;
  const within = (node: ts.Node): number | undefined => {
    if (node.getStart() > guard.start || node.end < guard.end) return undefined;
    return ts.forEachChild(node, within) ?? (ts.isStatement(node) && !ts.isBlock(node) ? node.getStart() : undefined);
  };
  return within(root) ?? guard.start;
}

/** What expressions are under these facts; nothing of those that are not reached. */
function observedUnder({ recorder }: Trace, facts: Facts, stop: number): Observed {
  return (node) => {
    const seen = recorder.seen(node);
    if (seen === null || node.getStart() >= stop) return null;
    const left = seen.flatMap(({ value, under, call }): Observation[] =>
      facts.decide(all(...under)) === 'no' ? [] : [{ value: valueUnder(value, facts), under, call }],
    );
    return seen.length > 0 && left.length === 0 ? null : left;
  };
}

function valueUnder(value: Value, facts: Facts): Value {
  if (value.kind === 'tensor') {
    return tensorValue({ shape: resolveShape(facts, value.tensor.shape), dtype: value.tensor.dtype });
  }
  if (value.kind !== 'alternatives') return value;
  const cases = value.cases
    .filter(({ condition }) => facts.decide(condition) !== 'no')
    .map(({ condition, value: one }) => ({ condition, value: valueUnder(one, facts) }));
  const [first] = cases;
  return first !== undefined && cases.length === 1 ? first.value : { kind: 'alternatives', cases };
}
