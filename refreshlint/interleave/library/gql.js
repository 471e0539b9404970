// graphql-tag 2 and its like: a document tells its kind and its name; what it asks for is not looked at.

import { known } from 'host';

const bodyOf = (part) => (typeof part === 'string' ? part : (part && part.loc && part.loc.source && part.loc.source.body) || '');

export function gql(texts, ...parts) {
  const all = typeof texts === 'string' ? texts : texts.reduce((text, each, index) => text + bodyOf(parts[index - 1]) + each);
  const found = known(all) ? /(?:^|[\s}])(query|mutation|subscription)\b\s*(\w+)?/.exec(all) : null;
  const definition = {
    kind: 'OperationDefinition', operation: found ? found[1] : 'query', variableDefinitions: [], directives: [],
    name: found && found[2] ? { kind: 'Name', value: found[2] } : undefined,
  };
  return { kind: 'Document', definitions: [definition], loc: { start: 0, end: 0, source: { body: all, name: 'GraphQL request' } } };
}

export const graphql = gql;
export const parse = gql;
export const print = (document) => (typeof document === 'string' ? document : bodyOf(document));

const mainOf = (document) => {
  const list = known(document) && document && typeof document === 'object' ? document.definitions : undefined;
  return Array.isArray(list) ? list.find((each) => each.kind === 'OperationDefinition') : undefined;
};

export const getMainDefinition = (document) => mainOf(document) || { kind: 'OperationDefinition', operation: 'query' };

export function getOperationName(document) {
  const { name } = getMainDefinition(document);
  return name && name.value;
}

gql.disableFragmentWarnings = () => undefined;
gql.gql = gql;
export default gql;
