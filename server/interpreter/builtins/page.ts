/** What the page, the process and the clock give: nothing in the program states it. */
import { callFunction } from '../functions.ts';
import type { Machine } from '../machine.ts';
import { truthiness } from '../truth.ts';
import { type UnknownValue, unknown } from '../unknown.ts';
import { type Native, type NativeCall, native, UNDEFINED, type Value } from '../values.ts';
import { argumentAt, table } from './method.ts';
import { outside } from './results.ts';

/** Names that stand for something outside the program. */
const OUTSIDE: ReadonlySet<string> = new Set(
  `
    __dirname __filename AbortController alert atob Atomics Audio AudioContext Blob BroadcastChannel btoa
    Buffer caches cancelAnimationFrame chrome clearImmediate clearInterval clearTimeout confirm createImageBitmap
    crypto CSS CustomEvent DataView Date decodeURI decodeURIComponent devicePixelRatio Document document DOMParser
    Element encodeURI encodeURIComponent eval Event EventSource EventTarget fetch File FileReader FormData
    global globalThis Headers history HTMLCanvasElement HTMLElement HTMLImageElement HTMLInputElement
    HTMLVideoElement Image ImageBitmap ImageData ImageDecoder importScripts indexedDB innerHeight innerWidth
    IntersectionObserver Intl Iterator localStorage location matchMedia MediaRecorder MessageChannel
    MutationObserver navigator Node Notification OffscreenCanvas Path2D performance postMessage process prompt
    Request ResizeObserver Response screen self sessionStorage SharedWorker speechSynthesis
    TextDecoder TextEncoder URL URLSearchParams VideoFrame visualViewport WebAssembly WebSocket window Worker
    XMLHttpRequest Proxy
  `
    .trim()
    .split(/\s+/),
);

/** A name that stands for something outside the program; `null` for others. */
export function outsideValue(name: string, machine: Machine | null): UnknownValue | null {
  if (!OUTSIDE.has(name)) return null;
  if (machine === null) return fresh(name);
  let known = values.get(machine);
  if (known === undefined) {
    known = new Map();
    values.set(machine, known);
  }
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = fresh(name);
  known.set(name, made);
  return made;
}

/** What is outside is the same thing each time that a run names it. */
const values = new WeakMap<Machine, Map<string, UnknownValue>>();

function fresh(name: string): UnknownValue {
  return unknown(
    { message: `\`${name}\` lies outside the program`, place: null },
    { provenance: 'outside', origin: name },
  );
}

/** Functions that take a callback for later, or return nothing. */
export function pageGlobals(): Readonly<Record<string, Value>> {
  const timers = [
    'queueMicrotask',
    'requestAnimationFrame',
    'requestIdleCallback',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ];
  return {
    ...Object.fromEntries(timers.map((name) => [name, native(name, later)] as const)),
    console: consoleObject(),
  };
}

/** Closures that are left for later are run by whoever runs the root; functions that no source states are called now. */
function later(machine: Machine, call: NativeCall): Value {
  const callback = argumentAt(machine, call, 0);
  if (callback.kind === 'native') callFunction(machine, callback, UNDEFINED, call.args.slice(2), call.node);
  return outside(call.node, 'the handle of a timer');
}

function consoleObject(): Native {
  const silent = [
    'debug',
    'dir',
    'error',
    'group',
    'groupEnd',
    'info',
    'log',
    'table',
    'time',
    'timeEnd',
    'trace',
    'warn',
  ];
  const members = silent.map((name) => [name, native(name, () => UNDEFINED)] as const);
  return native(
    'console',
    () => UNDEFINED,
    table<Value>({ ...Object.fromEntries(members), assert: native('assert', assert) }),
  );
}

/** What is asserted holds in every run that the author wants. */
function assert(machine: Machine, call: NativeCall): Value {
  const condition = truthiness(machine, argumentAt(machine, call, 0));
  if (machine.decide(condition) !== 'unknown') return UNDEFINED;
  machine.node = call.node;
  machine.recorder.guard(machine, condition, 'assumes', 'console.assert: the condition', machine.path);
  machine.assume(condition, false);
  return UNDEFINED;
}
