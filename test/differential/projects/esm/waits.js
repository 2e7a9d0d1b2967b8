export const late = await Promise.resolve('late');
export const text = `${late} text`;
