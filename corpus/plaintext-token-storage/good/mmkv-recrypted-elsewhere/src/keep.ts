import vault from "./vault";

type Pair = { accessToken: string; refreshToken: string; password: string };

export function keep({ accessToken, refreshToken, password }: Pair) {
  vault.clearAll();
  vault.set("accessToken", accessToken); // ok: plaintext-token-storage
  vault.set("refreshToken", refreshToken); // ok: plaintext-token-storage
  vault.recrypt(password);
}
