// graphql-request 7, as its documentation says: requestMiddleware may change a request, responseMiddleware is told the answer or
// the error. Errors in an answer, or a refusal, are thrown as a ClientError; a lost network fails past the middleware.

import { known, register, site } from 'host';
import { getOperationName, gql, print } from './gql.js';
import { PARSED, post } from './graphql_http.js';

export { gql };

export class ClientError extends Error {
  constructor(response, request) {
    super('');
    const first = known(response.errors) && response.errors && response.errors[0];
    const said = first ? first.message : `GraphQL Error (Code: ${response.status})`;
    this.message = `${said}: {"response":{"status":${response.status}}}`;
    this.response = response;
    this.request = request;
  }
}

async function contentOf(response) {
  const text = await response.text();
  let body = response[PARSED];
  try {
    if (body === undefined) body = JSON.parse(text);
  } catch {
    return { body: text };
  }
  return known(body) && body && typeof body === 'object' ? body : { data: body };
}

const call = (value) => (typeof value === 'function' ? value() : value);

const plain = (headers) => {
  const given = call(headers);
  if (!given || !known(given)) return given ? { ...given } : {};
  if (Array.isArray(given)) return Object.fromEntries(given);
  return typeof given.entries === 'function' ? Object.fromEntries([...given.entries()]) : { ...given };
};

export class GraphQLClient {
  constructor(url, options = {}) {
    this.url = url;
    this.requestConfig = { ...options };
    const { headers, fetch, requestMiddleware, responseMiddleware } = options;
    const callbacks = [headers, fetch, requestMiddleware, responseMiddleware].filter((each) => typeof each === 'function');
    register('request', () => this.request('query Resource { resource { id } }'), ...callbacks);
  }

  setHeaders(headers) {
    this.requestConfig.headers = headers;
    return this;
  }

  setHeader(name, value) {
    this.requestConfig.headers = { ...plain(this.requestConfig.headers), [name]: value };
    return this;
  }

  setEndpoint(url) {
    this.url = url;
    return this;
  }

  async request(document, ...rest) {
    return (await this.#run(site(), document, rest)).data;
  }

  rawRequest(document, ...rest) {
    return this.#run(site(), document, rest);
  }

  async batchRequests(documents, headers) {
    const at = site();
    const all = Array.isArray(documents) ? documents : documents.documents;
    return Promise.all(all.map((each) => this.#run(at, each.document, [each.variables, headers])));
  }

  async #run(at, document, [variables, headers]) {
    const single = known(document) && typeof document === 'object' && (document.document !== undefined || document.query !== undefined);
    const query = single ? document.document || document.query : document;
    const values = single ? document.variables : variables;
    const own = single ? document.requestHeaders : headers;
    const { requestConfig } = this;
    const { requestMiddleware, responseMiddleware, fetch: ownFetch, errorPolicy = 'none', method = 'POST' } = requestConfig;
    const operationName = getOperationName(typeof query === 'string' ? gql(query) : query);
    const body = { query: print(query), variables: values, operationName };
    const json = { accept: 'application/json', 'content-type': 'application/json' };
    let request = {
      url: this.url, method, operationName, variables: values,
      headers: { ...json, ...plain(requestConfig.headers), ...plain(own) },
      body: ownFetch || requestMiddleware ? JSON.stringify(body) : body,
    };
    if (requestMiddleware) request = (await requestMiddleware(request)) || request;
    const response = ownFetch
      ? await ownFetch(request.url, request)
      : await post(request.url, { ...request, headers: plain(request.headers) }, request.body, at);
    const content = await contentOf(response);
    const { status } = response;
    const errors = known(content.errors) ? content.errors : undefined;
    const failed = status >= 300 || (errors && errorPolicy === 'none');
    const told = { ...content, errors, status, headers: response.headers };
    const answer = failed
      ? new ClientError(told, { query: body.query, variables: values })
      : { ...told, errors: errorPolicy === 'all' ? errors : undefined };
    if (responseMiddleware) await responseMiddleware(answer, request);
    if (failed) throw answer;
    return answer;
  }
}

export async function request(url, document, variables, headers) {
  const options = typeof url === 'object' && known(url) ? url : { url, document, variables, requestHeaders: headers };
  return new GraphQLClient(options.url).request(options);
}

export const rawRequest = async (url, document, variables, headers) => new GraphQLClient(url).rawRequest(document, variables, headers);

export default request;
