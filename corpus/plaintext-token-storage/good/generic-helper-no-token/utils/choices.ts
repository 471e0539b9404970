import { saveData } from './notes';

export const chooseTheme = (theme: 'light' | 'dark') => saveData('theme', theme);
export const chooseCity = (city: string) => saveData('city', city);
