/** The user's settings, the same from every editor and from the command line. */
import type { Code, Severity } from '../server/analysis/report.ts';

export interface Settings {
  /** The severity of each kind of finding, or `off`; what is absent keeps its default. */
  readonly severity: Readonly<Partial<Record<Code, Severity | 'off'>>>;
  /** Which inlay hints to show. */
  readonly inlayHints: {
    readonly variables: boolean;
    readonly parameters: boolean;
    readonly returns: boolean;
    readonly chains: boolean;
  };
  /** Whether lenses above functions tell what they rely on and how they are called. */
  readonly codeLens: boolean;
  /** Whether the outline has models with their layers, and contracts, in a group beside that of the language. */
  readonly outline: boolean;
  /** Other names under which a program imports a known library: `{ "dist/tfjs.esm.js": "tfjs" }`. A module matches by its whole name or by its end. */
  readonly libraries: Readonly<Record<string, string>>;
}

export const DEFAULT_SETTINGS: Settings = {
  severity: {},
  inlayHints: { variables: true, parameters: true, returns: true, chains: true },
  codeLens: true,
  outline: false,
  libraries: {},
};
