export { pLimit as default, pLimit } from './locks.js';
