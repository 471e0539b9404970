// Packages that are the fetch of the platform under another name: cross-fetch, node-fetch, isomorphic-fetch, isomorphic-unfetch,
// whatwg-fetch, undici, expo/fetch.

import { AbortController, Headers, Request, Response, fetch } from './globals.js';

class FetchError extends Error {
  name = 'FetchError';
}

class AbortError extends Error {
  name = 'AbortError';
}

const named = (...args) => fetch(...args);
const { Blob, FormData } = globalThis;
module.exports = Object.assign(named, {
  AbortController, AbortError, Blob, FetchError, FormData, Headers, Request, Response, fetch, default: named,
});
