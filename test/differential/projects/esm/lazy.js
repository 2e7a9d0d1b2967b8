export const ready = true;
export default 'lazy';
