// What the state of an app looks like while the user is signed in: for stores that keep state from one start of the app to the next,
// and for those that the explorer fills, register('session', ...), because nobody has signed in within the model.
import { known, store } from 'host';
import { isFunction, isPlain } from './shared.js';

const CREDENTIAL = /token|jwt|bearer|access|refresh|session|auth|user|account|credential/i;
const EXPIRY = /expir|ttl|valid_?until/i;
const YES = /auth|logged|signed|session|valid/i;
const ASIDE = /load|pending|refreshing|submit|hydrat|error|fetch|init|show|open|first|onboard|dismiss|expired|invalid|guest|anonym|out$/i;
const MACHINERY = /promise|timer|timeout|interval|queue|lock|mutex|flight|listen|handler|callback|count|attempt|retr|last|socket|device|push/i;
const fields = store('fields of a state');

// A state of which nothing is known but that the user is signed in.
export const anyState = () => JSON.parse(fields.get('session'));

// The same state with what stands for a session filled in, by its name; all else as it is.
export function signedIn(state) {
  const keys = Object.keys(state);
  if (!known(keys)) return state;
  const session = JSON.parse(fields.get('session'));
  const made = {};
  for (const key of keys) {
    const value = state[key];
    made[key] = value;
    if (!known(value) || isFunction(value) || ASIDE.test(key) || MACHINERY.test(key)) continue;
    if (isPlain(value)) {
      if (!Array.isArray(value)) made[key] = signedIn(value);
    } else if (typeof value === 'boolean') {
      if (YES.test(key)) made[key] = true;
    } else if (EXPIRY.test(key)) {
      if (!value) made[key] = Number(fields.get(key));
    } else if (CREDENTIAL.test(key) && (value === undefined || value === null || value === '')) {
      const stored = fields.get(key);
      made[key] = known(stored) ? stored : session[key];
    }
  }
  return made;
}
