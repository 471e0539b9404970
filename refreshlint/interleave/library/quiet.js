// Packages that show, translate or report something and leave the session alone: i18next and react-i18next (a text is its key),
// react-native-toast-message, @sentry/react-native.

import { unknown } from 'host';

const nothing = () => undefined;

// -- i18next

export const t = (key) => key;
const i18n = {
  t, language: 'en', resolvedLanguage: 'en', isInitialized: true, languages: ['en'], use: () => i18n, init: async () => t,
  on: nothing, off: nothing,
  changeLanguage: async () => t, exists: () => true, dir: () => 'ltr', addResourceBundle: nothing, getFixedT: () => t,
};
export const createInstance = () => i18n;
export const initReactI18next = { type: '3rdParty', init: nothing };
export const useTranslation = () => Object.assign([t, i18n, true], { t, i18n, ready: true });
export const withTranslation = () => (component) => component;

// -- toasts and reports

const toast = { show: nothing, hide: nothing };

export const init = nothing;
export const wrap = (component) => component;
export const captureException = () => 'event';
export const captureMessage = captureException;
export const captureEvent = captureException;
export const addBreadcrumb = nothing;
export const setUser = nothing;
export const setTag = nothing;
export const setExtra = nothing;
export const setContext = nothing;
export const flush = async () => true;
export const withScope = (work) => work(unknown('a scope'));
export const startSpan = (options, work) => work(unknown('a span'));
export const reactNavigationIntegration = () => unknown('an integration');

export default Object.assign(i18n, toast);
