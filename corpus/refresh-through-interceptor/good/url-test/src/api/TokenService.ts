import * as SecureStore from 'expo-secure-store';

export class TokenService {
  static getAccess() {
    return SecureStore.getItemAsync('lifts_access');
  }

  static getRefresh() {
    return SecureStore.getItemAsync('lifts_refresh');
  }

  static async save(access: string, refresh: string) {
    await SecureStore.setItemAsync('lifts_access', access);
    await SecureStore.setItemAsync('lifts_refresh', refresh);
  }
}
