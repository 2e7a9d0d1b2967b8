/** The server as a process, spoken to over stdio without a library, so that what is wrong can be sent as well. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const MOST_MILLISECONDS = 120_000;

export interface Server {
  send(message: object): void;
  /** A body of its own, in a frame that is right. */
  sendText(body: string): void;
  /** @throws Error where the server ended, or does not answer in time */
  request(method: string, params: object): Promise<void>;
  failures(): readonly string[];
  end(): void;
}

export function startServer(): Server {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--stdio']);
  const waiting = new Map<string, () => void>();
  const failures: string[] = [];
  let errors = '';
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  readMessages(child, (message) => {
    const told = message.method === 'window/logMessage' && message.params?.type === 1 ? message.params.message : null;
    if (typeof told === 'string' && !COMPLAINT.test(told)) failures.push(told);
    if (typeof message.id === 'string' && message.method === undefined) waiting.get(message.id)?.();
  });
  const sendText = (body: string) => {
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  let asked = 0;
  const over = ended(child, () => errors);
  over.catch(() => undefined);
  return {
    send: (message) => sendText(JSON.stringify(message)),
    sendText,
    async request(method, params) {
      const id = `own-${asked++}`;
      const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
      sendText(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      await Promise.race([answered, over, late(method)]);
    },
    failures: () => failures,
    end: () => void child.kill(),
  };
}

/** What the transport says of a message that is none; that it goes on is what counts. */
const COMPLAINT = /^(Received (message|empty message)|Message parsing|Unhandled method)/;

interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: { readonly type?: number; readonly message?: unknown };
}

function readMessages(child: ChildProcessWithoutNullStreams, hear: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = /Content-Length: (\d+)\r\n/.exec(buffer.subarray(0, 200).toString('latin1'));
      if (head === null) return;
      const length = Number(head[1]);
      const start = buffer.indexOf('\r\n\r\n') + 4;
      if (start < 4 || buffer.length < start + length) return;
      hear(JSON.parse(buffer.subarray(start, start + length).toString('utf8')) as Message);
      buffer = buffer.subarray(start + length);
    }
  });
}

function ended(child: ChildProcessWithoutNullStreams, errors: () => string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}: ${errors()}`)));
  });
}

function late(method: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer to ${method}`)), MOST_MILLISECONDS).unref();
  });
}
