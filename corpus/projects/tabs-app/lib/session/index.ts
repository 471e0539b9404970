export { restore } from './restore';
export { onSignedOut, SessionGone } from './events';
