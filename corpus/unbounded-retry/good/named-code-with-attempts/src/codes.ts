export const Codes = {
  TOKEN_EXPIRED: 401,
  NO_SUCH_STONE: 404,
} as const;
