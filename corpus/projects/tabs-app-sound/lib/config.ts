export const API_ROOT = process.env.EXPO_PUBLIC_API_ROOT ?? 'https://api.example.com';
