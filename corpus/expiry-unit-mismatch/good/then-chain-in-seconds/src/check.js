import * as SecureStore from "expo-secure-store";
import jwt_decode from "jwt-decode";

export function signedIn() {
  return SecureStore.getItemAsync("member.token").then((token) => {
    if (!token) return false;
    const decodedToken = jwt_decode(token);
    const now = new Date().getTime() / 1000;
    return now + 15 < decodedToken.exp; // ok: expiry-unit-mismatch
  });
}
