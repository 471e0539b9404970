export { storage as default } from './redux_persist.js';
