import { log } from './log.js';
log.push('expression');
export default { answer: 42, list: [1] };
