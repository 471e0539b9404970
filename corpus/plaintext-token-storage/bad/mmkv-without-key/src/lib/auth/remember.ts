import { storage } from '../storage';

export interface TokenType {
  access: string;
  refresh: string;
}

const SLOT = 'token';

export const recall = (): TokenType | null => {
  const raw = storage.getString(SLOT);
  return raw ? (JSON.parse(raw) as TokenType) : null;
};

export const forget = () => storage.delete(SLOT);

export const remember = (value: TokenType) => {
  storage.set(SLOT, JSON.stringify(value)); // want: plaintext-token-storage
};
