export * from './keyring';
export { reissue } from './reissue';
