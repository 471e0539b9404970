import * as SecureStore from "expo-secure-store";
import jwtDecode from "jwt-decode";
import { renew } from "./renew";

export function tokenToSend() {
  return SecureStore.getItemAsync("accessToken").then((token) => {
    const decoded = jwtDecode(token);
    const over = decoded.exp * 1000 <= new Date().getTime(); // want: no-expiry-leeway
    if (over) {
      return renew();
    }
    return token;
  });
}
