export { AwaitLock as default, AwaitLock } from './locks.js';
