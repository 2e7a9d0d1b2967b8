/** Members that the language gives to values other than arrays. */
export { bufferMember } from './buffer.ts';
export { collectionMember } from './collection.ts';
export { functionMember } from './function.ts';
export { iteratorMember } from './iterator.ts';
export { numberMember } from './numbers.ts';
export { patternMember } from './pattern.ts';
export { promiseMember } from './promise.ts';
export { stringMember } from './string.ts';
export { symbolMember } from './symbol.ts';
