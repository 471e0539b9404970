export { PQueue as default, PQueue } from './locks.js';
