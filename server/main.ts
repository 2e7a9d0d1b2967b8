#!/usr/bin/env node
/** The language server as a program: `shapewise-server --stdio`, or `--node-ipc` below an editor. */
import { createConnection } from 'vscode-languageserver/node';
import { createAnalyzer } from './analysis/analyzer.ts';
import { createServer } from './server.ts';

const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.some((argument) => TRANSPORTS.includes(argument.replace(/=.*/, '')))) {
  createServer(createConnection(), createAnalyzer);
} else {
  process.stderr.write('Usage: shapewise-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME\n');
  process.exitCode = 2;
}
