export { pick as default } from './lodash.js';
