export { merge as default } from './lodash.js';
