export { sessionStorage as default } from './redux_persist.js';
