export { once as default } from './lodash.js';
