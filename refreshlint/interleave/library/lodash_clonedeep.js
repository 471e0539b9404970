export { cloneDeep as default } from './lodash.js';
