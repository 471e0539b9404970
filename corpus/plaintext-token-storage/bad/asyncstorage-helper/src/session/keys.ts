export const KEYS = {
  first: '@canteen/a',
  second: '@canteen/r',
  theme: '@canteen/theme',
} as const;
