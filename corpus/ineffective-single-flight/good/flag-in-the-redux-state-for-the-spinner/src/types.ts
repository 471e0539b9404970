export const RENEW = 'session/renew';
export const RENEW_DONE = 'session/renewDone';
export const RENEW_FAILED = 'session/renewFailed';
