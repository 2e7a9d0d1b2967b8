// Number and Math.

export function rounding() {
  return [Math.round(2.5), Math.round(-2.5), Math.floor(-1.5), Math.ceil(-1.5), Math.trunc(-1.9), Math.round(1.4999), Math.sign(-3), Math.sign(-0)];
}

export function extremes(n = 4) {
  return [Math.max(1, n, 3), Math.min(n, 2), Math.max(), Math.min(), Math.max(...[1, 5, 2]), Math.min(0, -0), Math.max('3', 2), Math.max(1, undefined)];
}

export function roots() {
  return [Math.sqrt(16), Math.cbrt(27), Math.hypot(3, 4), Math.pow(2, 10), Math.sqrt(-1), Math.abs(-5), Math.exp(0), Math.log(1), Math.log2(8), Math.log10(1000)];
}

export function trigonometry() {
  return [Math.sin(0), Math.cos(0), Math.atan2(1, 1), Math.PI, Math.E, Math.tanh(0), Math.asin(1)];
}

export function integerMath() {
  return [Math.imul(3, 4), Math.clz32(1), Math.fround(5.5), Math.imul(0xffffffff, 5), Math.fround(0.1)];
}

export function tests() {
  return [Number.isInteger(5), Number.isInteger(5.5), Number.isInteger('5'), Number.isFinite(Infinity), Number.isNaN('x'), isNaN('x'), isFinite('5'), Number.isSafeInteger(2 ** 53)];
}

export function constants() {
  return [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON > 0, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.MIN_VALUE];
}

export function formats() {
  return [(3.14159).toFixed(2), (0).toFixed(1), (1234.5678).toPrecision(6), (12345).toExponential(2), (255).toString(2), (0.000001234).toString(), (1e21).toString(), (-1.5).toFixed(0)];
}

export function conversions() {
  return [Number(true), Number(null), Number(undefined), Number([]), Number([7]), Number([1, 2]), Number({}), Number('12'), Number(new Number(3)), +[], +{}];
}

export function wrappers() {
  return [Number('5') + 1, Boolean('false'), String(12).length, (5).constructor === Number];
}

export function separators() {
  return [1_000_000, 0xff, 0b101, 0o17, 1e3, 0.1e-2, .5, 5.];
}

export function sizesOfImages(n = 224) {
  const half = Math.floor(n / 2);
  const quarter = half >> 1;
  return [half, quarter, Math.ceil(n / 32), n * n * 3];
}

export function convolutionSizes(n = 28, k = 3) {
  const stride = 2;
  const valid = Math.floor((n - k) / stride) + 1;
  const same = Math.ceil(n / stride);
  return [valid, same, n - k + 1];
}

export function clamped(n = 5) {
  const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
  return [clamp(n, 0, 3), clamp(n, 4, 10), clamp(n, 0, 100)];
}

export function greatestCommonDivisor() {
  const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
  return [gcd(12, 18), gcd(7, 3), gcd(100, 75)];
}

export function isPrime() {
  const prime = (n) => {
    for (let i = 2; i * i <= n; i++) if (n % i === 0) return false;
    return n > 1;
  };
  return [1, 2, 9, 17, 25].map(prime);
}

export function powersOfTwo(n = 5) {
  return [2 ** n, 1 << n, Math.log2(2 ** 5), Math.pow(n, 2)];
}

export function average() {
  const mean = (a) => a.reduce((s, x) => s + x, 0) / a.length;
  const a = [2, 4, 4, 4, 5, 5, 7, 9];
  const m = mean(a);
  return [m, Math.sqrt(mean(a.map((x) => (x - m) ** 2)))];
}

export function digits() {
  return [...String(9045)].map(Number).reduce((s, d) => s + d, 0);
}

export function randomIsANumber() {
  const x = Math.random();
  return [typeof x, x >= 0 && x < 1];
}

export function dates() {
  return [typeof Date.now(), new Date(0) instanceof Date, typeof performance.now()];
}

export function quotientsRoundedTwice(h = 49, w = 49, t = 3) {
  const scale = t / w;
  return [Math.floor(h * scale), Math.ceil(w * scale), w * scale === t, (h * scale) | 0, scale + scale + scale < 1, t / scale === w];
}

export function quotientsRoundedOnce(h = 6, w = 4, k = 3) {
  return [Math.floor((h * k) / w), Math.floor(h / w + k), Math.ceil(h / w / k), h / w < k, Math.floor((h / w) * 2), h * (w / 2) === (h * w) / 2];
}
