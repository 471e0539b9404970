//only machine
// react-native-encrypted-storage, react-native-mmkv, react-native-mmkv-storage, expo-file-system.
import EncryptedStorage from "react-native-encrypted-storage";
import * as FileSystem from "expo-file-system";
import { File, Paths } from "expo-file-system";
import { MMKV, createMMKV } from "react-native-mmkv";
import { MMKVLoader } from "react-native-mmkv-storage";

async function all() {
  await EncryptedStorage.setItem("k", "v");
  log(await EncryptedStorage.getItem("k"));
  await EncryptedStorage.removeItem("k");
  log(await EncryptedStorage.getItem("k"));
  const one = new MMKV({ id: "auth", encryptionKey: "key" });
  const two = createMMKV({ id: "auth" });
  const listener = two.addOnValueChangedListener((key) => log("changed", key));
  one.set("name", "A1");
  one.set("count", 3);
  one.set("on", false);
  listener.remove();
  log(two.getString("name"), two.getNumber("count"), two.getBoolean("on"), two.contains("name"), one.getAllKeys());
  two.delete("name");
  log(one.getString("name"), one.contains("name"));
  one.clearAll();
  log(one.getNumber("count"), new MMKV().getAllKeys());
  const loaded = new MMKVLoader().withEncryption().initialize();
  loaded.setMap("m", { a: 1 });
  log(loaded.getMap("m"), loaded.getString("m"));
  const file = new File(Paths.document, "notes.txt");
  await FileSystem.writeAsStringAsync(`${FileSystem.documentDirectory}notes.txt`, "text");
  log(file.exists, await file.text(), file.uri);
  file.write("more");
  log(await FileSystem.readAsStringAsync(file.uri));
  await FileSystem.deleteAsync(file.uri);
  await FileSystem.readAsStringAsync(file.uri).catch((error) => log("missing", (error instanceof Error)));
}
all();
//> v
//> null
//> changed name
//> changed count
//> changed on
//> A1 3 false true ["name", "count", "on"]
//> undefined false
//> undefined []
//> {a: 1} {"a":1}
//> true text file:///documents/notes.txt
//> more
//> missing true
