// Typed arrays, ArrayBuffer, DataView.

export function lengths(n = 4) {
  return [new Float32Array(n).length, new Uint8Array(n * n).length, new Int32Array([1, 2, 3]).length, new Float64Array().length];
}

export function contents() {
  const a = new Float32Array([1, 2, 3]);
  a[1] = 5;
  return [a[0], a[1], a[5], Array.from(a), [...a]];
}

export function zeroed() {
  const a = new Int32Array(3);
  a[0] = 7;
  return Array.from(a);
}

export function conversionsOfElements() {
  const bytes = new Uint8Array([256, -1, 1.9]);
  const clamped = new Uint8ClampedArray([300, -5, 1.5]);
  return [[...bytes], [...clamped], [...new Int8Array([200])], new Float32Array([0.1])[0]];
}

export function bytes(n = 3) {
  return [new Float32Array(n).byteLength, Float32Array.BYTES_PER_ELEMENT, new ArrayBuffer(n * 4).byteLength, new Uint16Array(n).BYTES_PER_ELEMENT];
}

export function views() {
  const buffer = new ArrayBuffer(8);
  const floats = new Float32Array(buffer);
  const bytes = new Uint8Array(buffer, 4, 2);
  return [floats.length, bytes.length, bytes.byteOffset, floats.buffer === buffer];
}

export function sharedMemory() {
  const buffer = new ArrayBuffer(4);
  const bytes = new Uint8Array(buffer);
  const words = new Uint16Array(buffer);
  bytes[0] = 1;
  bytes[1] = 1;
  return words[0];
}

export function methods() {
  const a = new Float32Array([3, 1, 2]);
  return [a.map((x) => x * 2).length, a.subarray(1).length, a.slice(0, 2).length, a.indexOf(1), a.filter((x) => x > 1).length, a.reduce((s, x) => s + x, 0), a.includes(2)];
}

export function fillAndSet(n = 4) {
  const a = new Float32Array(n);
  a.fill(1);
  a.set([5, 6], 1);
  return [a.length, a.at(0), a[1]];
}

export function sortsNumbers() {
  return Array.from(new Int16Array([10, 9, 1]).sort());
}

export function fromAndOf() {
  return [Float32Array.from([1, 2], (x) => x * 2).length, Uint8Array.of(1, 2, 3).length, Array.from(Int8Array.of(4, 5))];
}

export function dataViews() {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt16(0, 258);
  return [view.getUint8(0), view.getUint8(1), view.byteLength];
}

export function iterationOfTyped() {
  let sum = 0;
  for (const x of new Uint8Array([1, 2, 3])) sum += x;
  return sum;
}

export function pixels(n = 2) {
  const width = n;
  const height = 3;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data[i + 3] = 255;
  return data.length;
}

export function typeTests() {
  const a = new Float32Array(2);
  return [a instanceof Float32Array, Array.isArray(a), ArrayBuffer.isView(a), typeof a, a.constructor === Float32Array];
}

export function joinedText() {
  return new Uint8Array([1, 2]).join('-');
}
