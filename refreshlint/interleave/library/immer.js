// immer 10: produce on copies instead of proxies. What is not plain (a class, a Map) is no draft.
export { produce, produce as default } from './shared.js';

export const enableMapSet = () => {};
export const enablePatches = () => {};
export const setAutoFreeze = () => {};
export const current = (draft) => draft;
export const original = (draft) => draft;
export const isDraft = () => false;
export const castDraft = (value) => value;
