export const API_URL = process.env.EXPO_PUBLIC_RORK_API_BASE_URL ?? "https://api.example.com";
