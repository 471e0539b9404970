//only machine
//replies [401, 200, "lost", 200, [401, {"message": "jwt expired"}]]
// A refusal ends the attempt, a lost network is tried again; `auth` is asked each time, as a function or as a field that can be set.
import { io } from "socket.io-client";

let token = "A1";
const socket = io("https://api.test", { autoConnect: false, reconnectionDelay: 10, auth: (give) => { log("auth"); give({ token }); } });
socket.on("connect", () => log("connect", socket.connected, socket.active));
socket.on("disconnect", (reason) => log("disconnect", reason));
socket.on("connect_error", (error) => {
  log("connect_error", error.message, socket.active);
  if (token === "A1") {
    token = "A2";
    socket.connect();
  }
});
socket.once("connect", () => log("only once"));
socket.io.on("reconnect_attempt", (attempt) => log("attempt", attempt));
socket.io.on("reconnect", (attempt) => log("reconnect", attempt));
socket.connect();
log("asked", socket.connected);
setTimeout(() => {
  socket.disconnect();
  log(socket.connected);
  socket.connect();
}, 100);
setTimeout(() => {
  socket.disconnect();
  socket.auth = { token };
  socket.off("connect");
  socket.emit("x", 1).connect();
}, 1000);
//> asked false
//> auth
//> > GET https://api.test/socket.io
//> connect_error server error false
//> auth
//> > GET https://api.test/socket.io
//> connect true true
//> only once
//> disconnect io client disconnect
//> false
//> auth
//> > GET https://api.test/socket.io
//> connect_error websocket error true
//> attempt 1
//> auth
//> > GET https://api.test/socket.io
//> connect true true
//> reconnect 1
//> disconnect io client disconnect
//> > GET https://api.test/socket.io
//> connect_error jwt expired false
