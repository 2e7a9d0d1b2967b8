/** What the extension asks of the server beyond the protocol, and what the server tells it. */

/** A place in a document with what is to be said of it; positions count from 0. */
export interface Remark {
  readonly label: string;
  readonly detail: string;
  readonly line: number;
  readonly character: number;
}

/** The commands that the server runs itself, with the URI of a document and a position in it. */
export const COMMANDS = {
  /** The guards of the function at a place: `Remarks`. */
  guards: 'shapewise.server.guards',
  /** What is not known in the document, and why: `Remarks`. */
  unknowns: 'shapewise.server.unknowns',
  /** The contract of the function at a place as a comment, or `null`. */
  contract: 'shapewise.server.contract',
  /** Analyses all files of all folders and publishes what is wrong: `WorkspaceSummary`. */
  workspace: 'shapewise.server.analyseWorkspace',
} as const;

export interface Remarks {
  readonly title: string;
  readonly remarks: readonly Remark[];
}

export interface WorkspaceSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

/** A notification: what the server does. */
export const STATUS = 'shapewise/status';

export interface Status {
  readonly state: 'busy' | 'ready' | 'failed';
  readonly text: string;
}

/** What the extension says of itself when it starts the server. */
export interface ClientOptions {
  /** The command behind a code lens about guards, with a URI and a position; the server's own where it is absent. */
  readonly guardsCommand?: string;
  /** Whether `STATUS` is understood. */
  readonly status?: boolean;
}
