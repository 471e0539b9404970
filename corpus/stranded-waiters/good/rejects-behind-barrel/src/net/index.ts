export { authorised } from './authorised';
export * from './pending';
