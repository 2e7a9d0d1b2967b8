/** Errors that concern the user's files and not the analysis. */

/** The workspace cannot be opened as asked. Its message is one line, fit to be shown as it is. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
}
