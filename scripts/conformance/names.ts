/** The functions that an instrumented text calls and the recorder defines. */
export const BEGIN = '__begin';
export const RESULT = '__result';
