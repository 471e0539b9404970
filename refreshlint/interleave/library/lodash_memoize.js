export { memoize as default } from './lodash.js';
