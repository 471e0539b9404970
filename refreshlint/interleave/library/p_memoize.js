export { pMemoize as default, pMemoize, pMemoizeClear } from './locks.js';
