import type { SupportedStorage } from '@supabase/supabase-js';
import { MMKV } from 'react-native-mmkv';

export class FernShelf implements SupportedStorage {
  private shelf = new MMKV({ id: 'ferns' });

  getItem(key: string) {
    return this.shelf.getString(key) ?? null;
  }

  setItem(key: string, value: string) {
    this.shelf.set(key, value);
  }

  removeItem(key: string) {
    this.shelf.delete(key);
  }
}
