export { client } from './client';
export * as authApi from './auth';
