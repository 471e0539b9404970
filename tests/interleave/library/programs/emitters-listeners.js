//only machine
// Listeners of the usual emitters, and when one of them leaves.
import { EventEmitter } from "events";
import Emitter3 from "eventemitter3";
import mitt from "mitt";
import { createNanoEvents } from "nanoevents";

for (const emitter of [new EventEmitter(), new Emitter3()]) {
  const b = (...args) => log("b", ...args);
  const a = (x) => { log("a", x); emitter.off("token", b); };
  emitter.on("token", a);
  emitter.once("token", (x) => log("once", x));
  emitter.on("token", b);
  log(emitter.emit("token", 1, 2), emitter.emit("token", 2), emitter.emit("other"), emitter.listenerCount("token"), emitter.eventNames());
  emitter.removeAllListeners("token");
  log(emitter.emit("token"), emitter.listenerCount("token"));
}
class Session extends EventEmitter {
  token = null;

  set(token) {
    this.token = token;
    this.emit("changed", this);
  }
}
const session = new Session();
session.on("changed", function changed(given) { log(this === session, given.token); });
session.set("A1");

const bus = mitt();
const heard = (event) => log("mitt", event);
bus.on("*", (name, event) => log("all", name, event));
bus.on("logout", heard);
bus.emit("logout", { why: 1 });
bus.off("logout", heard);
bus.emit("logout");
bus.all.clear();
bus.emit("logout");

const nano = createNanoEvents();
const stop = nano.on("x", (...args) => log("nano", ...args));
nano.emit("x", 1, 2);
stop();
nano.emit("x");
//> a 1
//> once 1
//> b 1 2
//> a 2
//> true true false 1 ["token"]
//> false 0
//> a 1
//> once 1
//> b 1 2
//> a 2
//> true true false 1 ["token"]
//> false 0
//> true A1
//> mitt {why: 1}
//> all logout {why: 1}
//> all logout undefined
//> nano 1 2
