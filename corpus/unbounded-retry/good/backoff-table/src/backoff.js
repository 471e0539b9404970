export const PAUSES = [0, 250, 1000];
