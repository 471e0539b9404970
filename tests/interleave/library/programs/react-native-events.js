//only machine
// AppState, emitters, connection, tasks and push messages: who is told of what, in which order; Platform.select.
import NetInfo from "@react-native-community/netinfo";
import * as Notifications from "expo-notifications";
import * as TaskManager from "expo-task-manager";
import { Alert, AppState, DeviceEventEmitter, InteractionManager, Linking, NativeEventEmitter, Platform, StyleSheet } from "react-native";

log(Platform.OS, Platform.select({ ios: "i", android: "a" }), Platform.select({ android: "a", default: "d" }), Platform.select({ native: "n", default: "d" }));
const resume = AppState.addEventListener("change", (state) => log("state", state, AppState.currentState));
const gone = AppState.addEventListener("change", () => log("never"));
gone.remove();
NetInfo.addEventListener(({ isConnected, isInternetReachable }) => log("net", isConnected, isInternetReachable));
TaskManager.defineTask("sync", async ({ error }) => log("task", error));
const pushed = Notifications.addNotificationReceivedListener(() => log("push"));
new NativeEventEmitter().addListener("native", () => log("native"));
Linking.addEventListener("url", () => log("link"));

const first = DeviceEventEmitter.addListener("logout", (why) => log("first", why));
DeviceEventEmitter.addListener("logout", (why) => log("second", why));
DeviceEventEmitter.emit("logout", "bye");
first.remove();
DeviceEventEmitter.emit("logout", "again");
log(DeviceEventEmitter.listenerCount("logout"));
DeviceEventEmitter.removeAllListeners("logout");
DeviceEventEmitter.emit("logout", "nobody");
Alert.alert("Signed out", "", [{ text: "OK", onPress: () => log("pressed") }]);
InteractionManager.runAfterInteractions(() => log("after interactions"));
log(StyleSheet.create({ a: { flex: 1 } }).a.flex);
setTimeout(async () => {
  happen("event");
  resume.remove();
  pushed.remove();
  log("once more");
  happen("event");
  log((await NetInfo.fetch()).isConnected);
}, 100);
//> ios i d n
//> first bye
//> second bye
//> second again
//> 1
//> 1
//> net true true
//> after interactions
//> state background background
//> state active active
//> state background background
//> state active active
//> net false false
//> net true true
//> task null
//> push
//> native
//> link
//> once more
//> net false false
//> net true true
//> task null
//> native
//> link
//> true
