import * as SecureStore from "expo-secure-store";
import jwtDecode from "jwt-decode";
import { renew } from "./renew";

export function tokenToSend() {
  return SecureStore.getItemAsync("accessToken").then((token) => {
    const decoded = jwtDecode(token);
    const over = decoded.exp * 1000 - 20000 <= new Date().getTime(); // ok: no-expiry-leeway
    if (over) {
      return renew();
    }
    return token;
  });
}
