// What GraphQL clients have in common: a request that the client itself sends, as the answer of a fetch. PARSED: what its text says.

import { send } from 'host';

export const PARSED = Symbol('parsed');

export async function post(url, { method, headers }, body, at) {
  const answer = await send({ method, url, headers, body, site: at, graphql: true });
  if (answer.lost) throw new TypeError('Network request failed');
  const { status } = answer;
  return {
    status, ok: status >= 200 && status < 300, statusText: '', headers: { get: (name) => answer.headers[name.toLowerCase()] },
    text: async () => answer.text, [PARSED]: answer.body,
  };
}
