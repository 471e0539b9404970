export { autoMergeLevel1 as default } from './redux_persist.js';
