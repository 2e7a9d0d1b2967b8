/** Stands in for the test framework of the library's tests: bodies run, expectations only evaluate what they are given. */
import { watchThrow } from './recorder.ts';

type Body = (done?: () => void) => unknown;

interface Suite {
  readonly before: Body[];
  readonly after: Body[];
}

const suites: Suite[] = [];
const tests: { readonly body: Body; readonly suites: readonly Suite[] }[] = [];

/** A body that waits for something which does not come is left after that, in milliseconds. */
const PATIENCE = 8_000;

/** Runs all tests; the number of those that ended without an exception. */
export async function runTests(): Promise<{ readonly bodies: number; readonly ended: number }> {
  let ended = 0;
  for (const { body, suites: around } of tests) {
    for (const before of around.flatMap((suite) => suite.before)) await quietly(before);
    if (await quietly(body)) ended++;
    for (const after of around.flatMap((suite) => suite.after)) await quietly(after);
  }
  return { bodies: tests.length, ended };
}

async function quietly(body: Body): Promise<boolean> {
  try {
    const patience = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error('no end')).unref());
    await Promise.race([body.length > 0 ? new Promise<void>((done) => body(done)) : body(), patience]);
    return true;
  } catch {
    return false;
  }
}

function describe(_name: string, body: () => void): void {
  suites.push({ before: [], after: [] });
  try {
    body();
  } catch {
    // A suite that cannot be set up here has no tests.
  }
  suites.pop();
}

interface Flags {
  readonly predicate?: (environment: object) => boolean;
}

const CPU = { name: 'cpu', backendName: 'cpu', flags: {} };

export function describeWithFlags(name: string, { predicate }: Flags, body: (environment: object) => void): void {
  if (predicate?.(CPU) ?? true) describe(name, () => body(CPU));
}

function it(_name: string, body: Body): void {
  tests.push({ body, suites: [...suites] });
}

/** Anything that is asked of it is itself. */
function anything(): object {
  return new Proxy(() => undefined, {
    get: (_, key) => (key === 'then' || typeof key === 'symbol' ? undefined : anything()),
    apply: () => anything(),
  });
}

function expectation(subject: unknown): object {
  const run = () => typeof subject === 'function' && watchThrow(subject as () => unknown);
  const known: Record<string, unknown> = { toThrow: run, toThrowError: run };
  return new Proxy(known, {
    get: (_, key) => (key === 'not' ? expectation(subject) : (known[String(key)] ?? (() => undefined))),
  });
}

function expectAsync(subject: unknown): object {
  const wait = async () => {
    try {
      await (typeof subject === 'function' ? subject() : subject);
    } catch {
      // What is rejected has not finished; the recorder knows.
    }
  };
  return new Proxy({}, { get: () => wait });
}

const nothing = () => undefined;

Object.assign(globalThis, {
  describe,
  fdescribe: describe,
  xdescribe: nothing,
  it,
  fit: it,
  xit: nothing,
  beforeEach: (body: Body) => suites.at(-1)?.before.push(body),
  beforeAll: (body: Body) => suites.at(-1)?.before.push(body),
  afterEach: (body: Body) => suites.at(-1)?.after.push(body),
  afterAll: nothing,
  expect: expectation,
  expectAsync,
  pending: nothing,
  fail: (message: string) => {
    throw new Error(message);
  },
  spyOn: anything,
  jasmine: anything(),
});

// What the tests import from the library's own set-up of the framework.
const never = { predicate: () => false };
export const ALL_ENVS = {};
export const NODE_ENVS = {};
export const CHROME_ENVS = {};
export const SYNC_BACKEND_ENVS = {};
export const BROWSER_ENVS = never;
export const HAS_WORKER = never;
export const HAS_NODE_WORKER = never;
export const TEST_ENVS: readonly object[] = [];
export const PREFIX_REGEXP = /./;
export class TestKernelBackend {}
export const setTestEnvs = nothing;
export const setupTestFilters = nothing;
export const registerTestEnv = nothing;
export const parseTestEnvFromKarmaFlags = nothing;
export const envSatisfiesConstraints = () => true;
export const isPromise = (value: unknown) => value instanceof Promise;
export const runWithLock = (body: Body) => body;
