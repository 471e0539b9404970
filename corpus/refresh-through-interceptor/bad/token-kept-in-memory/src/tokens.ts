import { keyring } from "@vendor/keyring";

let refreshTokenCache: string | null = null;

export const getRefreshToken = () => refreshTokenCache;

export async function keepTokens(pair: { accessToken: string; refreshToken: string }): Promise<void> {
  refreshTokenCache = pair.refreshToken;
  await keyring.keep(pair);
}
