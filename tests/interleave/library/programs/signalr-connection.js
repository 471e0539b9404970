//only machine
//replies [401, 200, 200, 401]
// Each start, and each connection made anew, asks for a token; a refusal makes start() fail.
import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

let count = 0;
const connection = new HubConnectionBuilder()
  .withUrl("https://api.test/hub", { accessTokenFactory: async () => `A${++count}` })
  .withAutomaticReconnect()
  .configureLogging(LogLevel.Warning)
  .build();
connection.onclose((error) => log("close", error && error.statusCode));
connection.onreconnecting(() => log("reconnecting"));
async function all() {
  await connection.start().catch((error) => log(error.statusCode, connection.state));
  await connection.start();
  log(connection.state);
  await connection.start().catch((error) => log("twice", error.message.slice(0, 12)));
  await happen("event")[0];
  log(connection.state, count);
}
all();
//> > POST https://api.test/hub/negotiate (Bearer A1)
//> 401 Disconnected
//> > POST https://api.test/hub/negotiate (Bearer A2)
//> Connected
//> twice Cannot start
//> reconnecting
//> > POST https://api.test/hub/negotiate (Bearer A3)
//> Connected 3
