// query-string, qs and Node's querystring: an object as the text of a query, and back. Arrays and nesting are left as they are.

const parts = (text) => (typeof text === 'string' && text.startsWith('?') ? text.slice(1) : text);

export const stringify = (fields) => new URLSearchParams(fields || {}).toString();
export const parse = (text) => Object.fromEntries(new URLSearchParams(parts(text)));
export const encode = stringify;
export const decode = parse;
export const stringifyUrl = ({ url, query }) => (query ? `${url}?${stringify(query)}` : url);
export const parseUrl = (url) => ({ url: url.split('?')[0], query: parse(url.split('?')[1] || '') });
export default { stringify, parse, encode, decode, stringifyUrl, parseUrl };
