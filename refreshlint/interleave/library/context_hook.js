// @nkzw/create-context-hook: a hook whose value the Provider keeps. Facts: the package's documentation.
//
// The initializer runs once, with the Provider or with the first user; all users share what it returns.
import { createElement, createContext, render, useRefresh } from './react.js';

export default function createContextHook(initializer, initial) {
  const context = createContext(initial);
  const readers = new Set();
  let shared = null;
  const value = () => {
    if (shared === null) {
      shared = { result: initial };
      shared = render(() => {
        const made = initializer();
        readers.forEach((refresh) => refresh());
        return made;
      });
    }
    return shared.result;
  };
  const Provider = ({ children }) => createElement(context.Provider, { value: value() }, children);
  const useHook = () => {
    useRefresh((refresh) => {
      readers.add(refresh);
      return () => readers.delete(refresh);
    });
    return value();
  };
  return [Provider, useHook];
}

export { createContextHook };
