/** Finding the function that the user means, and putting sizes in. */

import type { Given } from '../analysis/instantiate.ts';
import type { FileAnalysis, FunctionReport, Instantiation } from '../analysis/report.ts';
import { relativePath } from '../workspace/paths.ts';
import { WorkspaceError } from '../workspace.ts';
import type { Run } from './analyze-paths.ts';

interface Candidate {
  readonly file: FileAnalysis;
  readonly program: FunctionReport;
}

/** @throws WorkspaceError where no function, or more than one, is meant, or where the sizes are not its own. */
export function instantiateFunction({ files, analyzer }: Run, name: string | null, given: Given): Instantiation {
  const { file, program } = functionCalled(name, files);
  const instantiation = analyzer.instantiate(file.path, program, given);
  if ('problems' in instantiation) throw new WorkspaceError(`${program.name}: ${instantiation.problems.join('; ')}`);
  return instantiation;
}

function functionCalled(name: string | null, files: readonly FileAnalysis[]): Candidate {
  const all = files.flatMap((file) => file.functions.map((program): Candidate => ({ file, program })));
  const meant = name === null ? all : all.filter((one) => isCalled(one, name));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  const choice = (meant.length > 1 ? meant : all).map(
    ({ file, program }) => `${program.name} (${place(file, program)})`,
  );
  if (all.length === 0) throw new WorkspaceError('there is no tensor program');
  if (name === null) throw new WorkspaceError(`--function is needed: there are ${choice.join(', ')}`);
  if (meant.length === 0) throw new WorkspaceError(`--function ${name}: there is none, but ${choice.join(', ')}`);
  throw new WorkspaceError(
    `--function ${name}: say which by its line, as in ${name}:${only?.program.line}: ${choice.join(', ')}`,
  );
}

/** `dense`, or `dense:12` by its line. */
function isCalled({ program }: Candidate, name: string): boolean {
  return program.name === name || `${program.name}:${program.line}` === name;
}

function place({ path }: FileAnalysis, { line }: FunctionReport): string {
  return `${relativePath(path)}:${line}`;
}
