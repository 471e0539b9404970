import AsyncStorage from "@react-native-async-storage/async-storage";

interface Pair {
  accessToken: string;
  refreshToken: string;
}

export class SessionKeeper {
  private session: { user: string; pair: Pair } | null = null;

  async begin(pair: Pair, user: string) {
    this.session = { user, pair };
    await this.save();
  }

  private async save() {
    await AsyncStorage.setItem("session", JSON.stringify(this.session)); // want: plaintext-token-storage
  }
}
