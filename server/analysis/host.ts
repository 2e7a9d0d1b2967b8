/** The machine's view of the workspace and of the known libraries. */

import type { Settings } from '../../shared/settings.ts';
import type { Host } from '../interpreter/machine.ts';
import type { Library } from '../libraries/row.ts';
import { tfjs } from '../libraries/tfjs/index.ts';
import { type Workspace, WorkspaceError } from '../workspace.ts';

const LIBRARIES: readonly Library[] = [tfjs];

export interface AnalysisHost extends Host {
  /**
   * Tries something that may not ask for types.
   * @returns `null` where it did, or failed: a run with all that it needs tells what is the matter
   */
  withoutChecker<T>(attempt: () => T): T | null;
}

/** @throws WorkspaceError where the settings name a library that is not known. */
export function hostOf(workspace: Workspace, settings: Settings, current: () => string): AnalysisHost {
  const aliases = Object.entries(settings.libraries).map(([module, name]) => {
    const library = LIBRARIES.find((one) => one.name === name);
    if (library === undefined)
      throw new WorkspaceError(`unknown library \`${name}\`: known are ${LIBRARIES.map((one) => one.name).join(', ')}`);
    return { module, library };
  });
  let questions = 0;
  let isUntyped = false;
  let isWanted = false;
  return {
    libraries: LIBRARIES,
    sourceFile: (path) => workspace.sourceFile(path),
    resolveModule: (specifier, from) => workspace.resolveModule(specifier, from),
    dataFile: (name, from) => workspace.dataFile(name, from),
    checker() {
      isWanted = true;
      if (isUntyped) throw new Error('types are not to be asked for here');
      questions += 1;
      return workspace.checker(current());
    },
    withoutChecker(attempt) {
      isUntyped = true;
      isWanted = false;
      try {
        const made = attempt();
        // Who asked may have gone on without.
        return isWanted ? null : made;
      } catch {
        return null;
      } finally {
        isUntyped = false;
      }
    },
    mayBeGlobal: (name) => workspace.mentionsForAll(name),
    questions: () => questions,
    libraryOf: (specifier) =>
      LIBRARIES.find((library) => library.modules.includes(specifier)) ??
      aliases.find(({ module }) => specifier === module || specifier.endsWith(`/${module}`))?.library ??
      null,
    globalLibrary: (name) => LIBRARIES.find((library) => library.global === name) ?? null,
  };
}
