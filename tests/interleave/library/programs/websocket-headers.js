//only machine
//replies [200, 401, "lost"]
// Opening, refusal and loss of a WebSocket, as React Native tells of them.
import WebSocket from "isomorphic-ws";

const open = (name, url, headers) => {
  const socket = new WebSocket(url, null, { headers });
  socket.onopen = () => { log(name, "open", socket.readyState); socket.send("x"); socket.close(1000, "done"); };
  socket.onerror = (event) => log(name, "error", event.message);
  socket.addEventListener("close", (event) => log(name, "close", typeof event.code, event.wasClean, socket.readyState === WebSocket.CLOSED));
  return new Promise((resolve) => { socket.onclose = resolve; });
};
async function all() {
  await open("one", "wss://api.test/live?token=A1");
  await open("two", "wss://api.test/live", { Authorization: "Bearer A1" });
  await open("three", "wss://api.test/live");
}
all();
//> > GET wss://api.test/live?token=A1
//> one open 1
//> one close number true true
//> > GET wss://api.test/live (Bearer A1)
//> two error Received bad response code from server: 401.
//> two close number false true
//> > GET wss://api.test/live
//> three error Network is down
//> three close number false true
