import { Client, fetchExchange, gql, makeOperation, type Exchange, type Operation } from '@urql/core';
import { filter, fromPromise, fromValue, makeSubject, map, merge, mergeMap, pipe, share } from 'wonka';
import { bearer, renew } from './board';

export const WAVES = gql`
  query Waves {
    waveHeight
  }
`;

const withHeaders = (operation: Operation, attempt: number) =>
  makeOperation(operation.kind, operation, {
    ...operation.context,
    attempt,
    fetchOptions: { headers: { authorization: `Bearer ${bearer()}` } },
  });

const renewOnce: Exchange = ({ forward }) => (ops$) => {
  const { source: again$, next: sendAgain } = makeSubject<Operation>();

  const results$ = pipe(
    merge([pipe(ops$, map((op) => withHeaders(op, 0))), again$]),
    forward,
    share,
  );

  return pipe(
    results$,
    mergeMap((result) => {
      const refused = result.error?.graphQLErrors.some((e) => e.extensions?.code === 'UNAUTHENTICATED');
      if (!refused || result.operation.context.attempt === 1) return fromValue(result);
      return pipe(
        fromPromise(
          renew().then(
            () => {
              // ok: unbounded-retry
              sendAgain(withHeaders(result.operation, 1));
              return null;
            },
            () => result,
          ),
        ),
        filter((value) => value !== null),
      );
    }),
  );
};

export const client = new Client({ url: '/graphql', exchanges: [renewOnce, fetchExchange], preferGetMethod: false });
