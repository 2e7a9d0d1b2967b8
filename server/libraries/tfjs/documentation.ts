/** Where TensorFlow.js documents its functions. */

/** The option of a row that links a function of `tf` to its page. */
export function doc(name: string): { readonly doc: string } {
  return { doc: `https://js.tensorflow.org/api/latest/#${name}` };
}
