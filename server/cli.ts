#!/usr/bin/env node
/** The command `shapewise`. */
import { createAnalyzer } from './analysis/analyzer.ts';
import { runCli } from './cli/run-cli.ts';

process.stdout.on('error', leaveQuietly);

process.exitCode = await runCli(process.argv.slice(2), {
  createAnalyzer,
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});

/** Whoever reads the output may close it early, as `head` does. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
