import EncryptedStorage from "react-native-encrypted-storage";

export const save = async (key: string, value: string) => {
  await EncryptedStorage.setItem(key, value);
};

export const load = (key: string) => EncryptedStorage.getItem(key);
