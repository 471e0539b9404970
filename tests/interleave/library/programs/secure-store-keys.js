//only machine
// What is written is read again, in the order in which the device answers; only text can be written.
import * as SecureStore from "expo-secure-store";
import { deleteItemAsync, getItemAsync, setItemAsync } from "expo-secure-store";

async function all() {
  SecureStore.setItem("key", "held");
  await setItemAsync("pass", "one", { keychainAccessible: SecureStore.WHEN_UNLOCKED });
  log(await getItemAsync("pass"), SecureStore.getItem("key"));
  setItemAsync("pass", "two");
  const read = getItemAsync("pass");
  log("waiting", SecureStore.getItem("pass"));
  log(await read);
  await deleteItemAsync("pass");
  log(await getItemAsync("pass"), await SecureStore.isAvailableAsync());
  await setItemAsync("pass", undefined).catch((error) => log(error.message.slice(0, 44)));
  try {
    SecureStore.setItem("pass", 5);
  } catch (error) {
    log("thrown", error.message.slice(0, 13));
  }
}
all();
//> one held
//> waiting one
//> two
//> null true
//> Invalid value provided to SecureStore. Value
//> thrown Invalid value
