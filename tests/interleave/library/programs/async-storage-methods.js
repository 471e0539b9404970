//only machine
// Promises and callbacks of AsyncStorage, pairs, merging; the same store under its older name.
import AsyncStorage, { useAsyncStorage } from "@react-native-async-storage/async-storage";
import Old from "@react-native-community/async-storage";
import Storage from "expo-sqlite/kv-store";

async function all() {
  await AsyncStorage.setItem("a", "1", (error) => log("written", error));
  await AsyncStorage.multiSet([["b", "2"], ["c", "3"]]);
  log(await Old.multiGet(["a", "b", "c"]));
  AsyncStorage.getItem("a", (error, value) => log("callback", error, value)).then((value) => log("promise", value));
  await AsyncStorage.multiRemove(["a", "b"]);
  log(await AsyncStorage.getAllKeys());
  await AsyncStorage.setItem("o", JSON.stringify({ x: 1, y: 2 }));
  await AsyncStorage.mergeItem("o", JSON.stringify({ y: 3 }));
  log(await useAsyncStorage("o").getItem());
  Storage.setItemSync("k", "v");
  log(Storage.getItemSync("k"), await Storage.getItemAsync("k"));
  await AsyncStorage.clear();
  log(await AsyncStorage.getItem("c"));
}
all();
//> written null
//> [["a", "1"], ["b", "2"], ["c", "3"]]
//> callback null 1
//> promise 1
//> ["c"]
//> {"x":1,"y":3}
//> v v
//> null
