// Small modules of Expo that client code touches: constants, device, application, crypto, browser, splash screen, localization,
// haptics, fonts, updates, linking. What the app's configuration or the device says is unknown; nothing here calls back.

import { environment, known, later, register, unknown } from 'host';

const nothing = () => undefined;
const done = async () => undefined;

// -- expo-constants

export const ExecutionEnvironment = { Bare: 'bare', Standalone: 'standalone', StoreClient: 'storeClient' };
const manifest = { name: 'app', slug: 'app', version: '1.0.0', scheme: 'app', extra: unknown('expoConfig.extra') };
const Constants = {
  expoConfig: manifest, manifest, manifest2: null, easConfig: null, appOwnership: null, executionEnvironment: 'standalone',
  deviceName: 'phone', isDevice: true, sessionId: 'session', statusBarHeight: 44, platform: {}, installationId: 'installation',
  nativeAppVersion: '1.0.0', nativeBuildVersion: '1', debugMode: false, linkingUri: 'app://', getWebViewUserAgentAsync: async () => '',
};
export default Constants;

// -- expo-device, expo-application

export const isDevice = true;
export const osName = environment.platform === 'android' ? 'Android' : 'iOS';
export const osVersion = '18.0';
export const brand = 'brand';
export const manufacturer = 'manufacturer';
export const modelName = 'phone';
export const deviceName = 'phone';
export const DeviceType = { UNKNOWN: 0, PHONE: 1, TABLET: 2, DESKTOP: 3, TV: 4 };
export const deviceType = 1;
export const applicationId = 'com.example.app';
export const applicationName = 'app';
export const nativeApplicationVersion = '1.0.0';
export const nativeBuildVersion = '1';
export const getAndroidId = () => 'android';
export const getIosIdForVendorAsync = async () => 'vendor';
export const getInstallationTimeAsync = async () => new Date();

// -- expo-crypto

let made = 0;
export const CryptoDigestAlgorithm = { SHA1: 'SHA-1', SHA256: 'SHA-256', SHA384: 'SHA-384', SHA512: 'SHA-512', MD5: 'MD5' };
export const CryptoEncoding = { HEX: 'hex', BASE64: 'base64' };
export const randomUUID = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
export const digestStringAsync = () => later(() => unknown('a digest'));
export const digest = digestStringAsync;
export const getRandomBytes = (count) => Array.from({ length: known(count) ? count : 16 }, (_, index) => (index * 7) % 256);
export const getRandomBytesAsync = async (count) => getRandomBytes(count);
export const getRandomValues = (array) => array;

// -- expo-web-browser

export const WebBrowserResultType = { CANCEL: 'cancel', DISMISS: 'dismiss', OPENED: 'opened', LOCKED: 'locked' };
export const openBrowserAsync = async () => ({ type: 'opened' });
export const openAuthSessionAsync = () => later(() => unknown('what the browser came back with'));
export const dismissBrowser = done;
export const dismissAuthSession = nothing;
export const maybeCompleteAuthSession = () => ({ type: 'failed', message: '' });
export const warmUpAsync = async () => ({});
export const coolDownAsync = async () => ({});

// -- expo-linking

export const createURL = (path) => `app://${path}`;
export const makeUrl = createURL;
export const parse = () => unknown('parts of a link');
export const getInitialURL = async () => null;
export const getLinkingURL = () => null;
export const parseInitialURLAsync = async () => ({ path: null, queryParams: null });
export const openURL = async () => true;
export const canOpenURL = async () => true;
export const openSettings = done;
export const useURL = () => null;
export const useLinkingURL = useURL;
export function addEventListener(type, listener) {
  register('event', () => listener({ url: unknown('a link') }), listener);
  return { remove: nothing };
}

// -- expo-splash-screen, expo-font, expo-haptics, expo-updates, expo-keep-awake, expo-status-bar

export const preventAutoHideAsync = async () => true;
export const hideAsync = done;
export const hide = nothing;
export const setOptions = nothing;
export const loadAsync = done;
export const useFonts = () => [true, null];
export const isLoaded = () => true;
export const impactAsync = done;
export const notificationAsync = done;
export const selectionAsync = done;
export const ImpactFeedbackStyle = { Light: 'light', Medium: 'medium', Heavy: 'heavy', Soft: 'soft', Rigid: 'rigid' };
export const NotificationFeedbackType = { Success: 'success', Warning: 'warning', Error: 'error' };
export const reloadAsync = done;
export const checkForUpdateAsync = async () => ({ isAvailable: false });
export const fetchUpdateAsync = async () => ({ isNew: false });
export const channel = 'production';
export const updateId = null;
export const runtimeVersion = '1.0.0';
export const isEmbeddedLaunch = true;
export const useUpdates = () => ({ isUpdateAvailable: false, isUpdatePending: false, isChecking: false });

// -- expo-localization

export const locale = 'en-US';
export const timezone = 'UTC';
export const isRTL = false;
export const getLocales = () => [{ languageCode: 'en', languageTag: 'en-US', regionCode: 'US', currencyCode: 'USD', textDirection: 'ltr' }];
export const getCalendars = () => [{ calendar: 'gregory', timeZone: 'UTC', uses24hourClock: true, firstWeekday: 1 }];
export const useLocales = getLocales;
export const useCalendars = getCalendars;
