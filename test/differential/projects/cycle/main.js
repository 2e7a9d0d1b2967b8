// Modules that import each other.
import { fromA, isEven } from './a.js';
import { fromB, isOdd, Child } from './b.js';

export function cyclicFunctions() {
  return [isEven(4), isOdd(4), isEven(3)];
}

export function cyclicValues() {
  return [fromA(), fromB()];
}

export function cyclicClasses() {
  return new Child().describe();
}
