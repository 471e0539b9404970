export const state: { flight: Promise<string> | null } = { flight: null };
