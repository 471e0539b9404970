export { moment as default } from './dates.js';
