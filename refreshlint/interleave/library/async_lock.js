export { AsyncLock as default, AsyncLock } from './locks.js';
