export { mitt as default } from './emitters.js';
