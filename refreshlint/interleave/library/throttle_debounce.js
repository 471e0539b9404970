// throttle-debounce 5: the wait comes first. Facts: the package's documentation.
import { debounce as later, throttle as seldom } from './lodash.js';

export const debounce = (wait, work, { atBegin = false } = {}) => later(work, wait, { leading: atBegin, trailing: !atBegin });
export const throttle = (wait, work, { noLeading = false, noTrailing = false } = {}) =>
  seldom(work, wait, { leading: !noLeading, trailing: !noTrailing });
