//only machine
//replies [200, 200, 200, 200]
// What the explorer can start: the server drops the connection, sends a message, asks for `auth` again.
import { io } from "socket.io-client";

const socket = io("https://api.test", { auth: (give) => { log("auth"); give({}); } });
socket.on("disconnect", (reason) => {
  log("disconnect", reason);
  if (reason === "io server disconnect") socket.connect();
});
socket.on("token_expired", () => log("expired"));
socket.on("connect", () => log("connect"));
setTimeout(() => { happen("event"); }, 10);
//> auth
//> > GET https://api.test/socket.io
//> connect
//> disconnect io server disconnect
//> expired
//> auth
//> > GET https://api.test/socket.io
//> connect
