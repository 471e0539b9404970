export { pRetry as default, pRetry, AbortError } from './locks.js';
