/** The editor's folders, each with its workspace, its settings and its analyzer; open documents lie over the files on disk. */
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings.ts';
import type { Analyzer, Rewriting } from './analysis/analyzer.ts';
import type { CallReport } from './analysis/calls/report.ts';
import type { Explanation } from './analysis/explanation.ts';
import type { OutlineReport } from './analysis/outline.ts';
import type { First } from './analysis/parts/roots.ts';
import type { BindingReport, DiagnosticReport, FileAnalysis, FixReport } from './analysis/report.ts';
import type { Attempt } from './attempt.ts';
import type { FolderSettings } from './configuration.ts';
import { isWithin } from './workspace/paths.ts';
import { openWorkspace, type Workspace, WorkspaceError } from './workspace.ts';

/** What editors ask of an analysis. */
type EditorAnalyzer = Omit<Analyzer, 'likeliestFix' | 'instantiate'>;

export type AnalyzerFactory = (workspace: Workspace, settings: Settings) => EditorAnalyzer;

export interface Projects {
  /** The folders that are open. Files outside of them belong to a project of their own, `null`. */
  setFolders(folders: readonly string[]): void;
  folders(): readonly string[];
  /** The settings of each folder; where none are given, the defaults hold. */
  configure(settings: FolderSettings): void;
  settings(path: string): Settings;
  /** The text of an open document. */
  update(path: string, text: string): void;
  close(path: string): void;
  /** These files changed on disk. Says whether that matters: open documents hide their files. */
  refresh(paths: readonly string[]): boolean;
  /** The text that an analysis sees, `null` where there is none. */
  text(path: string): string | null;
  /** The program files of all folders. */
  sources(): readonly string[];
  /** Names the state that an analysis depends on: the same name, the same analysis. */
  state(path: string): string | null;
  /** `null` where the analysis failed, which is logged once per state. */
  analyze(path: string): FileAnalysis | null;
  /** Does one step of the analysis. False where little is left to do, or where it failed. */
  advance(path: string): boolean;
  /** Of a part of the file, before the rest is analysed. */
  bindings(path: string, start: number, end: number): readonly BindingReport[] | null;
  /** At once: what no edit has touched may still be what it was before. */
  firstBindings(path: string, start: number, end: number): First<readonly BindingReport[]> | null;
  /** What is found in a file, in the same way; `null` also where it was not analysed before. */
  firstDiagnostics(path: string): First<readonly DiagnosticReport[]> | null;
  fixes(path: string, finding: DiagnosticReport): readonly FixReport[];
  rewrite(path: string, rewriting: Rewriting): FixReport | null;
  explain(path: string, offset: number): Explanation | null;
  describeCall(path: string, offset: number): CallReport | null;
  outline(path: string): readonly OutlineReport[];
}

interface Opened {
  readonly id: number;
  readonly workspace: Workspace;
}

/** Many changes at once (another branch, an installation) are read faster by opening the folder again. */
const MANY_CHANGES = 20;

export function createProjects(createAnalyzer: AnalyzerFactory, attempt: Attempt): Projects {
  let folders: readonly string[] = [];
  let settings: FolderSettings = new Map();
  let nextId = 1;
  /** Opened when first needed. What cannot be opened is not tried again before something suggests that it can. */
  const opened = new Map<string | null, Opened | WorkspaceError>();
  const analyzers = new Map<number, EditorAnalyzer>();
  const texts = new Map<string, string>();
  /** Documents whose text the workspaces do not have yet: it is parsed when somebody asks, not at every key. */
  const changed = new Set<string>();

  const folderOf = (path: string): string | null => innermost(folders.filter((folder) => isWithin(folder, path)));
  const settingsOf = (folder: string | null): Settings => settings.get(folder) ?? DEFAULT_SETTINGS;

  function open(folder: string | null): Opened | WorkspaceError {
    try {
      const workspace = openWorkspace(folder === null ? [] : [folder]);
      for (const [path, text] of texts) if (folderOf(path) === folder) workspace.setOverlay(path, text);
      return { id: nextId++, workspace };
    } catch (error) {
      if (error instanceof WorkspaceError) return error;
      throw error;
    }
  }

  function projectOf(path: string): Opened {
    for (const pending of changed) layOver(pending);
    const folder = folderOf(path);
    const project = opened.get(folder) ?? open(folder);
    opened.set(folder, project);
    if (project instanceof WorkspaceError) throw project;
    return project;
  }

  function layOver(path: string): void {
    changed.delete(path);
    const project = opened.get(folderOf(path));
    if (project === undefined || project instanceof WorkspaceError) return;
    const text = texts.get(path);
    if (text === undefined) project.workspace.clearOverlay(path);
    else project.workspace.setOverlay(path, text);
  }

  function analyzerOf(path: string): EditorAnalyzer {
    const { id, workspace } = projectOf(path);
    const analyzer = analyzers.get(id) ?? createAnalyzer(workspace, settingsOf(folderOf(path)));
    analyzers.set(id, analyzer);
    return analyzer;
  }

  function stateOf(path: string): string {
    const { id, workspace } = projectOf(path);
    return `${id}.${workspace.version}`;
  }

  function analysing<T>(path: string, use: (analyzer: EditorAnalyzer) => T): T | null {
    return attempt(
      `The analysis of ${path}`,
      () => use(analyzerOf(path)),
      () => stateOf(path),
    );
  }

  function forget(): void {
    opened.clear();
    analyzers.clear();
  }

  return {
    setFolders(next) {
      folders = next;
      forget();
    },
    folders: () => folders,
    configure(next) {
      settings = next;
      analyzers.clear();
      for (const [folder, project] of opened) {
        if (!(project instanceof WorkspaceError)) opened.set(folder, { ...project, id: nextId++ });
      }
    },
    settings: (path) => settingsOf(folderOf(path)),
    update(path, text) {
      if (!texts.has(path) && opened.get(folderOf(path)) instanceof WorkspaceError) opened.delete(folderOf(path));
      texts.set(path, text);
      changed.add(path);
    },
    close(path) {
      texts.delete(path);
      changed.add(path);
    },
    refresh(paths) {
      const closed = paths.filter((path) => !texts.has(path));
      if (closed.length > MANY_CHANGES || closed.some((path) => /(^|\/)tsconfig[^/]*\.json$/.test(path))) forget();
      for (const project of opened.values()) {
        if (project instanceof WorkspaceError) continue;
        for (const path of closed) project.workspace.refresh(path);
      }
      return closed.length > 0;
    },
    text: (path) => texts.get(path) ?? attempt(`Reading ${path}`, () => projectOf(path).workspace.text(path)),
    sources: () =>
      folders.flatMap((folder) => {
        // Any file of a folder leads to its workspace.
        const project = attempt(`Opening ${folder}`, () => projectOf(`${folder}/x.ts`));
        return project === null ? [] : project.workspace.sources.filter((path) => folderOf(path) === folder);
      }),
    state: (path) => attempt(`Opening ${path}`, () => stateOf(path)),
    analyze: (path) => analysing(path, (analyzer) => analyzer.analyze(path)),
    advance: (path) => analysing(path, (analyzer) => analyzer.advance(path)) ?? false,
    bindings: (path, start, end) => analysing(path, (analyzer) => analyzer.bindings(path, start, end)),
    firstBindings: (path, start, end) => analysing(path, (analyzer) => analyzer.firstBindings(path, start, end)),
    firstDiagnostics: (path) => analysing(path, (analyzer) => analyzer.firstDiagnostics(path)),
    explain: (path, offset) => attempt(`Explaining ${path}`, () => analyzerOf(path).explain(path, offset)),
    outline: (path) => attempt(`The outline of ${path}`, () => analyzerOf(path).outline(path)) ?? [],
    describeCall: (path, offset) =>
      attempt(`Describing a call in ${path}`, () => analyzerOf(path).describeCall(path, offset)),
    rewrite: (path, rewriting) => attempt(`Rewriting ${path}`, () => analyzerOf(path).rewrite(path, rewriting)),
    fixes: (path, finding) => attempt(`Fixing ${path}`, () => analyzerOf(path).fixes(path, finding)) ?? [],
  };
}

/** The longest of folders that contain one another. */
function innermost(folders: readonly string[]): string | null {
  return folders.reduce<string | null>((best, folder) => (best && best.length >= folder.length ? best : folder), null);
}
