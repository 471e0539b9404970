export { hardSet as default } from './redux_persist.js';
