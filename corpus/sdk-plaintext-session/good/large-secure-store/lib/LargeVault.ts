import AsyncStorage from '@react-native-async-storage/async-storage';
import * as aes from 'aes-js';
import { getRandomBytes } from 'expo-crypto';
import * as SecureStore from 'expo-secure-store';

export class LargeVault {
  private async encrypt(name: string, text: string) {
    const secret = getRandomBytes(32);
    const cipher = new aes.ModeOfOperation.ctr(secret, new aes.Counter(1));
    const sealed = cipher.encrypt(aes.utils.utf8.toBytes(text));
    await SecureStore.setItemAsync(name, aes.utils.hex.fromBytes(secret));
    return aes.utils.hex.fromBytes(sealed);
  }

  private async decrypt(name: string, sealed: string) {
    const secret = await SecureStore.getItemAsync(name);
    if (!secret) return null;
    const cipher = new aes.ModeOfOperation.ctr(aes.utils.hex.toBytes(secret), new aes.Counter(1));
    return aes.utils.utf8.fromBytes(cipher.decrypt(aes.utils.hex.toBytes(sealed)));
  }

  async getItem(name: string) {
    const sealed = await AsyncStorage.getItem(name);
    return sealed ? this.decrypt(name, sealed) : null;
  }

  async setItem(name: string, text: string) {
    // ok: plaintext-token-storage
    await AsyncStorage.setItem(name, await this.encrypt(name, text));
  }

  async removeItem(name: string) {
    await AsyncStorage.removeItem(name);
    await SecureStore.deleteItemAsync(name);
  }
}
