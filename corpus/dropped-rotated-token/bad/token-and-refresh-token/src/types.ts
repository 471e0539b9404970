export type RefreshAnswer = { token: string; refreshToken: string; expiresIn: number };
