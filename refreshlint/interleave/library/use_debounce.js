// use-debounce 10. Facts: the package's documentation.
import { debounce, throttle } from './lodash.js';
import { useMemo, useRef } from './react.js';

const kept = (make) => (work, wait, options) => {
  const latest = useRef(work);
  latest.current = work;
  return useMemo(() => make((...args) => latest.current(...args), wait, options), [wait]);
};
export const useDebouncedCallback = kept(debounce);
export const useThrottledCallback = kept(throttle);
export const useDebounce = (value) => [value, { cancel() {}, flush() {}, isPending: () => false }];
