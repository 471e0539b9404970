export { get as default } from './lodash.js';
