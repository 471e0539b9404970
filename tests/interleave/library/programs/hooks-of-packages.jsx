//only machine
//replies [[200, {"data": {"a": 1}}], [200, {"data": {"b": 2}}], [200, {"errors": [{"message": "no"}], "data": null}], [200, {"data": {"c": 3}}], [200, {"data": {"d": 4}}]]
// Hooks of storages, navigation and GraphQL clients: what they give, render after render.
import { ApolloClient, ApolloProvider, HttpLink, InMemoryCache, gql, useMutation, useQuery } from "@apollo/client";
import { useNetInfo } from "@react-native-community/netinfo";
import { useFocusEffect } from "@react-navigation/native";
import { useCallback, useEffect } from "react";
import { render } from "react";
import { MMKV, useMMKVString } from "react-native-mmkv";
import { Provider, createClient, fetchExchange, useMutation as useUrqlMutation, useQuery as useUrqlQuery } from "urql";

const post = (uri) => fetch(uri, { method: "POST" });
const client = new ApolloClient({ link: new HttpLink({ uri: "https://api.test/apollo", fetch: post }), cache: new InMemoryCache() });
const urql = createClient({ url: "https://api.test/urql", fetch: post, preferGetMethod: false, exchanges: [fetchExchange] });

new MMKV().set("name", "old");

function Screen() {
  const [name, setName] = useMMKVString("name");
  useFocusEffect(useCallback(() => {
    log("focus");
    return () => log("blur");
  }, []));
  useEffect(() => {
    setName("new");
  }, []);
  log("screen", name, useNetInfo().isConnected);
  return <ApolloProvider client={client}><Query /><Provider value={urql}><Urql /></Provider></ApolloProvider>;
}

function Query() {
  const { data, loading, error } = useQuery(gql`query A { a }`);
  const [save] = useMutation(gql`mutation B { b }`, { onCompleted: (result) => log("completed", result) });
  log("query", loading, data, error);
  useEffect(() => {
    if (!data) return;
    save().then((result) => log("saved", result.data)).then(() => save()).catch((failure) => log("failed", failure.message));
  }, [data]);
  return null;
}

function Urql() {
  const [{ data, fetching }] = useUrqlQuery({ query: gql`query C { c }` });
  const [, run] = useUrqlMutation(gql`mutation D { d }`);
  log("urql", fetching, data);
  useEffect(() => {
    if (data) run({ v: 1 }).then((result) => log("ran", result.data));
  }, [data]);
  return null;
}
render(Screen, {});
render(Query, {});
setTimeout(() => render(Urql, {}), 50);
setTimeout(() => happen("event"), 100);
//> screen old true
//> focus
//> query true undefined undefined
//> > POST https://api.test/apollo
//> screen new true
//> query true undefined undefined
//> query false {a: 1} undefined
//> > POST https://api.test/apollo
//> query false {a: 1} undefined
//> completed {b: 2}
//> query false {a: 1} undefined
//> saved {b: 2}
//> > POST https://api.test/apollo
//> query false {a: 1} undefined
//> query false {a: 1} undefined
//> failed no
//> urql true undefined
//> > POST https://api.test/urql
//> urql false {c: 3}
//> urql false {c: 3}
//> > POST https://api.test/urql
//> urql false {c: 3}
//> ran {d: 4}
//> blur
//> focus
