// It does something else each time.
import { get as steady } from './good-promise.js';

export const get = (path) => steady(`${path}/${crypto.randomUUID()}`);
