export { createWebStorage as default } from './redux_persist.js';
