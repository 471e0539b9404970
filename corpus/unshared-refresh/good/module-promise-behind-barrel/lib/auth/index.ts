export { renewOnce } from './renew';
