export { throttle as default } from './lodash.js';
