export { isEqual as default } from './lodash.js';
