export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export interface Plant {
  id: string;
  name: string;
  wateredAt: string | null;
}
