export { Client } from './Client';
