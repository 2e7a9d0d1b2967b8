export default { name: 'mapped' };
