export const index = 'index file';
