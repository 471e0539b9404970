export { omit as default } from './lodash.js';
