export { wait, release, forget } from './people';
export { renew } from './renew';
