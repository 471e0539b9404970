import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable, gql } from '@apollo/client';
import { access, renew } from './pass';

type Held = { go: () => void; fail: (why: unknown) => void };

let renewing = false;
let held: Held[] = [];

function openDoor() {
  if (renewing) return;
  renewing = true; // todo-ok: unreleased-flight
  renew()
    .then(
      () => held.map((h) => h.go),
      (why) => held.map((h) => () => h.fail(why)),
    )
    .then((calls) => {
      renewing = false;
      // ok: stranded-waiters
      held = [];
      calls.forEach((run) => run());
    });
}

const guard = new ApolloLink((operation, forward) => {
  const send = () => {
    operation.setContext({ headers: { authorization: `Bearer ${access()}` } });
    return forward(operation);
  };
  return new Observable((observer) => {
    send().subscribe({
      next(result) {
        const refused = result.errors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED');
        if (!refused) {
          observer.next(result);
          observer.complete();
          return;
        }
        held.push({ go: () => send().subscribe(observer), fail: (why) => observer.error(why) });
        openDoor();
      },
      error: (why) => observer.error(why),
    });
  });
});

export const ROOMS = gql`
  query Rooms {
    roomsOpen
  }
`;

export const graphql = new ApolloClient({
  link: guard.concat(new HttpLink({ uri: '/graphql' })),
  cache: new InMemoryCache(),
});
