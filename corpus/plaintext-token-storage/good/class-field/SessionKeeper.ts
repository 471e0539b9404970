import AsyncStorage from "@react-native-async-storage/async-storage";
import * as SecureStore from "expo-secure-store";

interface Pair {
  accessToken: string;
  refreshToken: string;
}

export class SessionKeeper {
  private session: { user: string; pair: Pair } | null = null;

  async begin(pair: Pair, user: string) {
    this.session = { user, pair };
    await SecureStore.setItemAsync("pair", JSON.stringify(this.session.pair));
    await AsyncStorage.setItem("user", this.session.user); // ok: plaintext-token-storage
  }
}
