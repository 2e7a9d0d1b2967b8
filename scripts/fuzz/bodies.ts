/** The bodies that an analysis of a file runs: those of its modules, which are as much work as functions. */
import { ts } from 'ts-morph';
import type { Workspace } from '../../server/workspace.ts';

/** How many of the file and of the modules that it leads to compute something when they are loaded. */
export function bodiesRun(workspace: Workspace, path: string): number {
  const seen = new Set([path]);
  for (const one of seen) for (const imported of importsOf(workspace, one)) seen.add(imported);
  return [...seen].filter((one) => workspace.sourceFile(one)?.statements.some(isComputed)).length;
}

function importsOf(workspace: Workspace, path: string): readonly string[] {
  const text = workspace.text(path);
  if (text === null || workspace.sourceFile(path) === null) return [];
  return ts.preProcessFile(text).importedFiles.flatMap(({ fileName }) => {
    const module = workspace.resolveModule(fileName, path);
    return module?.kind === 'source' ? [module.path] : [];
  });
}

/** Declarations take no time by themselves, but for what a variable begins with, which is little. */
function isComputed(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) || ts.isIterationStatement(statement, false) || ts.isBlock(statement);
}
