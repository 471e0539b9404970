import { Text } from "react-native";
import { jwtDecode } from "jwt-decode";

export function TokenAge({ token }: { token: string }) {
  const { exp } = jwtDecode<{ exp: number }>(token);
  return <Text>{exp * 1000 < Date.now() ? "expired" : "valid"}</Text>; // ok: no-expiry-leeway
}
