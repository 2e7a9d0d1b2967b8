import * as A from './a.js';
import { isEven } from './a.js';
export const b = 'b';
export function isOdd(n) {
  return n === 0 ? false : isEven(n - 1);
}
export const fromB = () => b + A.a;
export class Child {
  describe() {
    return 'child of ' + new A.Base().describe();
  }
}
