// react-native 0.81, the part that client code touches, as its documentation says. Components and whatever is not exported here are
// unknown. Listeners of what the phone does (resume, links, native events) are there for the explorer to call.

import { environment, register, unknown } from 'host';
import AsyncStorage from './async_storage.js';
import { Emitter } from './native_emitter.js';

const nothing = () => undefined;
const subscription = { remove: nothing };
const quiet = { addListener: () => subscription, addEventListener: () => subscription, removeAllListeners: nothing };

export const Platform = {
  OS: environment.platform,
  Version: 18,
  isPad: false,
  isTV: false,
  isTesting: false,
  constants: unknown('Platform.constants'),
  select: (choices) => {
    if (environment.platform in choices) return choices[environment.platform];
    return 'native' in choices && environment.platform !== 'web' ? choices.native : choices.default;
  },
};

// -- events

const states = new Emitter();

export const AppState = {
  currentState: 'active',
  isAvailable: true,
  // The app goes to the background and comes back.
  addEventListener(type, listener) {
    if (type !== 'change') return subscription;
    register('event', () => {
      for (const state of ['background', 'active']) {
        AppState.currentState = state;
        states.emit('change', state);
      }
    }, listener);
    return states.addListener('change', listener);
  },
  removeEventListener: (type, listener) => states.removeListener(type, listener),
};

export const DeviceEventEmitter = new Emitter();
export const NativeAppEventEmitter = DeviceEventEmitter;

export class NativeEventEmitter extends Emitter {
  addListener(type, listener, self) {
    register('event', () => this.emit(type, unknown('a native event')), listener);
    return super.addListener(type, listener, self);
  }
}

export const Linking = {
  addEventListener(type, listener) {
    register('event', () => listener({ url: unknown('a link') }), listener);
    return subscription;
  },
  removeEventListener: nothing,
  getInitialURL: async () => null,
  openURL: async () => true,
  canOpenURL: async () => true,
  openSettings: async () => undefined,
};

export const InteractionManager = {
  runAfterInteractions(task) {
    const done = new Promise((resolve) => setTimeout(() => {
      const work = task && typeof task !== 'function' ? task.gen || task.run : task;
      resolve(typeof work === 'function' ? work() : undefined);
    }, 0));
    return { then: (...args) => done.then(...args), done: (...args) => done.then(...args), cancel: nothing };
  },
  createInteractionHandle: () => 1,
  clearInteractionHandle: nothing,
};

// -- what the user sees: nobody answers

export const Alert = { alert: nothing, prompt: nothing };
export const ToastAndroid = { show: nothing, showWithGravity: nothing, SHORT: 0, LONG: 1, TOP: 0, BOTTOM: 1, CENTER: 2 };
export const Keyboard = { ...quiet, dismiss: nothing, isVisible: () => false };
export const BackHandler = { ...quiet, exitApp: nothing };
export const LayoutAnimation = {
  configureNext: nothing, easeInEaseOut: nothing, spring: nothing, create: nothing, Presets: {}, Types: {}, Properties: {},
};
export const Vibration = { vibrate: nothing, cancel: nothing };
export const Share = { share: async () => ({ action: 'sharedAction' }) };
export const LogBox = { ignoreLogs: nothing, ignoreAllLogs: nothing, install: nothing };
export const AppRegistry = {
  registerComponent: (name) => name, runApplication: nothing,
  registerHeadlessTask: (name, task) => register('event', () => task()(unknown('data of a task')), task),
};
export const Appearance = { ...quiet, getColorScheme: () => 'light', setColorScheme: nothing };
export const AccessibilityInfo = {
  ...quiet, announceForAccessibility: nothing, isReduceMotionEnabled: async () => false, isScreenReaderEnabled: async () => false,
};
export const I18nManager = { isRTL: false, allowRTL: nothing, forceRTL: nothing };
export const PixelRatio = {
  get: () => 3, getFontScale: () => 1, roundToNearestPixel: (length) => length, getPixelSizeForLayoutSize: (length) => length * 3,
};
export const UIManager = { setLayoutAnimationEnabledExperimental: nothing };
export const Clipboard = { setString: nothing, getString: async () => '' };
export const PermissionsAndroid = {
  request: async () => 'granted', check: async () => true, requestMultiple: async () => ({}), PERMISSIONS: {},
  RESULTS: { GRANTED: 'granted', DENIED: 'denied', NEVER_ASK_AGAIN: 'never_ask_again' },
};

const size = { width: 390, height: 844, scale: 3, fontScale: 1 };
export const Dimensions = { ...quiet, get: () => size, set: nothing };
export const useWindowDimensions = () => size;
export const useColorScheme = () => 'light';
export const useAnimatedValue = () => unknown('an animated value');

export const StyleSheet = {
  create: (styles) => styles,
  flatten: (style) => (Array.isArray(style) ? Object.assign({}, ...style) : style),
  compose: (one, two) => [one, two],
  hairlineWidth: 1,
  absoluteFill: {},
  absoluteFillObject: {},
};

export const NativeModules = unknown('NativeModules');
const native = (name) => unknown(`native module ${name}`);
export const TurboModuleRegistry = { get: native, getEnforcing: native };

export { AsyncStorage };

export default {
  Platform, AppState, DeviceEventEmitter, NativeEventEmitter, Linking, InteractionManager, Alert, ToastAndroid, Keyboard, BackHandler,
  StyleSheet, Dimensions, NativeModules, AppRegistry, AsyncStorage,
};
