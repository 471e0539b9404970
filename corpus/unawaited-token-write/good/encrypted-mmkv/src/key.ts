import * as SecureStore from "expo-secure-store";

export function vaultKey(): string {
  const key = SecureStore.getItem("vaultKey");
  if (!key) throw new Error("the vault has no key");
  return key;
}
