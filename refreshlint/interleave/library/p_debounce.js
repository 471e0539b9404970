export { pDebounce as default, pDebounce } from './locks.js';
