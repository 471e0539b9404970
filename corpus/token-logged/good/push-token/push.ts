import * as Notifications from "expo-notifications";

export async function register() {
  const token = (await Notifications.getExpoPushTokenAsync()).data;
  console.log("token", token); // ok: token-logged
  return token;
}
