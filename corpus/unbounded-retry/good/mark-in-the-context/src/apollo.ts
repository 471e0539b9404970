import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable, execute, gql } from '@apollo/client';
import * as SecureStore from 'expo-secure-store';
import { renewPass } from './pass';

export const ROUNDS = gql`
  query Rounds {
    roundsLeft
  }
`;

const bearer = new ApolloLink((operation, forward) => {
  return new Observable((observer) => {
    SecureStore.getItemAsync('quiz.access').then((token) => {
      operation.setContext({ headers: { authorization: `Bearer ${token}` } });
      forward(operation).subscribe(observer);
    }, observer.error.bind(observer));
  });
});

const renewer = new ApolloLink((operation, forward) => {
  return new Observable((observer) => {
    forward(operation).subscribe({
      next(result) {
        const refused = result.errors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED');
        if (!refused || operation.getContext().renewed) {
          observer.next(result);
          observer.complete();
          return;
        }
        renewPass().then(
          () => {
            const { query, variables, operationName } = operation;
            // ok: unbounded-retry
            execute(chain, { query, variables, operationName, context: { renewed: true } }).subscribe(observer);
          },
          (reason) => observer.error(reason),
        );
      },
      error: (reason) => observer.error(reason),
    });
  });
});

const chain: ApolloLink = ApolloLink.from([renewer, bearer, new HttpLink({ uri: 'https://api.example.com/graphql' })]);

export const client = new ApolloClient({ link: chain, cache: new InMemoryCache() });
