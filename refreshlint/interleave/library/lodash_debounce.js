export { debounce as default } from './lodash.js';
