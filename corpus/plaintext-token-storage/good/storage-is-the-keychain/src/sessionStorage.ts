import * as Keychain from 'react-native-keychain';

const SERVICE = 'sauna.session';

export const sessionStorage = {
  async setItem(name: string, value: string): Promise<void> {
    await Keychain.setGenericPassword(name, value, { service: SERVICE });
  },
  async getItem(): Promise<string | null> {
    const found = await Keychain.getGenericPassword({ service: SERVICE });
    return found ? found.password : null;
  },
};
