export { autoMergeLevel2 as default } from './redux_persist.js';
