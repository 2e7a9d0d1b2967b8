import { b, isOdd } from './b.js';
export const a = 'a';
export function isEven(n) {
  return n === 0 ? true : isOdd(n - 1);
}
export const fromA = () => a + b;
export class Base {
  describe() {
    return 'base ' + a;
  }
}
