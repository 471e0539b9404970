import { MMKV } from "react-native-mmkv";

const vault = new MMKV({ id: "vault" });

export default vault;
