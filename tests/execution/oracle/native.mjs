// Fakes of the Expo and React Native modules that clients talk to, and of socket.io-client. Storage answers by the name of the key
// until it is written: see `guess`.

import { jwtOf, namesOf } from './backend.mjs';

const EXPIRY = /expir|until|[._-]exp$/i;
const REFRESH = /refresh|renew|(?:^|[._\-/:@])r(?:t|ef)?$/i;
const ACCESS = /access|(?:^|[._\-/:@])at?$|token$|bearer|jwt/i;
const PAIR = /pair|grant|badge|tokens|session|credential/i;

/** The storages of a run: asynchronous answers are held by the world, each takes effect when it is released. */
export class Storage {
  constructor(world) {
    this.world = world;
    this.kept = new Map();
    this.withoutRefresh = false;
  }

  /** What an unwritten key holds: the refresh token, the expiry in ms, a JSON pair, or else the access token. */
  guess(key) {
    const pair = this.world.backend.newest;
    if (EXPIRY.test(key)) return String(pair.expires);
    if (REFRESH.test(key) && !/refresh_?tokens/i.test(key)) return this.withoutRefresh ? null : pair.refresh;
    if (PAIR.test(key) && !ACCESS.test(key)) {
      const names = namesOf(pair, this.world.clock.now());
      if (this.withoutRefresh) for (const name of ['refresh', 'refreshToken', 'refresh_token']) delete names[name];
      return JSON.stringify(names);
    }
    return jwtOf(pair);
  }

  read(key) {
    return this.kept.has(key) ? this.kept.get(key) : this.guess(key);
  }

  write(key, value) {
    if (typeof value !== 'string') throw new TypeError(`the value for ${key} is no string`);
    this.kept.set(key, value);
  }

  get = (key) => this.world.hold('storage', `read ${key}`, () => this.read(key));
  set = (key, value) => {
    if (typeof value !== 'string') return Promise.reject(new TypeError(`the value for ${key} is no string`));
    return this.world.hold('storage', `write ${key}`, () => void this.write(key, value));
  };
  remove = (key) => this.world.hold('storage', `remove ${key}`, () => void this.kept.set(key, null));

  /** What a new log-in leaves: nothing written, so that the new pair is guessed. */
  forget() {
    this.kept.clear();
  }

  /** The synchronous kind, as localStorage and MMKV are. */
  sync() {
    return {
      getItem: (key) => this.read(key), setItem: (key, value) => this.write(key, String(value)),
      removeItem: (key) => void this.kept.set(key, null), clear: () => undefined,
    };
  }
}

function socketClient(world, network) {
  return (url, options = {}) => {
    const target = typeof url === 'string' ? url : 'http://localhost';
    const handlers = new Map();
    const say = (name, ...args) => [...(handlers.get(name) ?? [])].forEach((work) => work(...args));
    const socket = {
      connected: false, auth: options.auth ?? {}, io: { on() {}, opts: {} },
      on(name, work) {
        handlers.set(name, [...(handlers.get(name) ?? []), work]);
        return socket;
      },
      once: (name, work) => {
        const only = (...args) => {
          socket.off(name, only);
          work(...args);
        };
        return socket.on(name, only);
      },
      off(name, work) {
        handlers.set(name, (handlers.get(name) ?? []).filter((each) => work && each !== work));
        return socket;
      },
      emit: () => socket,
      disconnect() {
        socket.connected = false;
        say('disconnect', 'io client disconnect');
        return socket;
      },
      connect() {
        const handshake = world.inContext((auth) => {
          const request = { method: 'CONNECT', url: new URL('/socket', target).href, headers: { auth: JSON.stringify(auth ?? {}) } };
          network({ ...request, body: '', signal: null }).then(
            (reply) => {
              socket.connected = reply.status === 200;
              if (socket.connected) say('connect');
              else say('connect_error', new Error('jwt expired'));
            },
            () => say('connect_error', new Error('websocket error')),
          );
        });
        if (typeof socket.auth === 'function') socket.auth(handshake);
        else handshake(socket.auth);
        return socket;
      },
    };
    socket.open = socket.connect;
    socket.close = socket.disconnect;
    if (options.autoConnect !== false) queueMicrotask(() => socket.connect());
    return socket;
  };
}

function tokenEndpoint(world, network, url) {
  return async (refreshToken) => {
    const body = `grant_type=refresh_token&refresh_token=${refreshToken ?? ''}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await network({ method: 'POST', url, headers, body, signal: null }).catch(() => {
      throw new Error('network');
    });
    if (reply.status !== 200) throw Object.assign(new Error('the token endpoint refused'), { code: 'invalid_grant' });
    return JSON.parse(reply.text);
  };
}

function authSession(world, network) {
  class TokenResponse {
    constructor(config) {
      Object.assign(this, { tokenType: 'bearer', issuedAt: Math.floor(world.clock.now() / 1000) }, config);
    }

    static isTokenFresh(token, margin = -600) {
      if (!token) return false;
      return typeof token.expiresIn !== 'number' || world.clock.now() / 1000 < token.issuedAt + token.expiresIn + margin;
    }

    shouldRefresh() {
      return Boolean(this.refreshToken) && !TokenResponse.isTokenFresh(this);
    }

    getRequestConfig() {
      const { accessToken, refreshToken, expiresIn, issuedAt, tokenType } = this;
      return { accessToken, refreshToken, expiresIn, issuedAt, tokenType };
    }

    async refreshAsync(config, discovery) {
      Object.assign(this, await refreshAsync({ ...config, refreshToken: this.refreshToken }, discovery));
      return this;
    }
  }

  async function refreshAsync(config, discovery) {
    const answer = await tokenEndpoint(world, network, discovery.tokenEndpoint)(config.refreshToken);
    const { accessToken, refreshToken, expiresIn } = answer;
    return new TokenResponse({ accessToken, refreshToken, expiresIn });
  }

  return { TokenResponse, refreshAsync, makeRedirectUri: () => 'app://', useAutoDiscovery: () => null };
}

function reactNative(listeners) {
  const lists = ['FlatList', 'ScrollView', 'RefreshControl', 'SectionList'];
  const parts = ['View', 'Text', 'Button', 'Pressable', 'TouchableOpacity', 'TextInput', 'ActivityIndicator', 'Image', 'Modal', 'Switch'];
  return {
    AppState: {
      currentState: 'active',
      addEventListener(name, work) {
        listeners.push(work);
        return { remove: () => void listeners.splice(listeners.indexOf(work), 1) };
      },
    },
    Platform: { OS: 'ios', select: (choice) => choice.ios ?? choice.native ?? choice.default },
    Alert: { alert() {} }, Linking: { openURL: async () => true }, StyleSheet: { create: (all) => all }, NativeModules: {},
    DeviceEventEmitter: emitter(), ...Object.fromEntries([...lists, ...parts].map((name) => [name, name])),
  };
}

function emitter() {
  const target = new Map();
  return {
    addListener(name, work) {
      target.set(name, [...(target.get(name) ?? []), work]);
      return { remove: () => void target.set(name, target.get(name).filter((each) => each !== work)) };
    },
    emit: (name, ...args) => (target.get(name) ?? []).forEach((work) => work(...args)),
  };
}

/** All fakes by module name. listeners: gets the handlers of AppState; mount: of the small React. */
export function nativeModules(world, network, listeners, mount) {
  const { storage } = world;
  const sync = storage.sync();
  const asyncStorage = {
    getItem: storage.get, setItem: storage.set, removeItem: storage.remove, clear: async () => undefined,
    multiGet: (keys) => Promise.all(keys.map(async (key) => [key, await storage.get(key)])),
    multiSet: (pairs) => Promise.all(pairs.map(([key, value]) => storage.set(key, value))).then(() => undefined),
    multiRemove: (keys) => Promise.all(keys.map(storage.remove)).then(() => undefined),
  };
  const router = { push() {}, replace() {}, back() {}, navigate() {}, dismissAll() {} };
  const service = (options) => (typeof options === 'string' ? options : options?.service) ?? 'grant';
  return {
    'expo-secure-store': {
      getItemAsync: storage.get, setItemAsync: storage.set, deleteItemAsync: storage.remove,
      getItem: sync.getItem, setItem: sync.setItem, WHEN_UNLOCKED: 1, AFTER_FIRST_UNLOCK: 2,
    },
    '@react-native-async-storage/async-storage': { __esModule: true, default: asyncStorage },
    'react-native-mmkv': {
      MMKV: class {
        getString = (key) => sync.getItem(key) ?? undefined;
        set = (key, value) => sync.setItem(key, value);
        delete = (key) => sync.removeItem(key);
      },
    },
    'react-native-keychain': {
      async getGenericPassword(options) {
        const name = service(options);
        const kept = await world.hold('storage', `read ${name}`, () => keychainRead(storage, name));
        return kept === null ? false : { username: 'user', password: kept, service: name };
      },
      setGenericPassword: (user, password, options) => storage.set(service(options), password),
      resetGenericPassword: (options) => storage.remove(service(options)),
      ACCESSIBLE: {},
    },
    'react-native': reactNative(listeners),
    'expo-auth-session': authSession(world, network),
    'react-native-app-auth': {
      refresh: async (config, { refreshToken }) => tokenEndpoint(world, network, `${config.issuer}/token`)(refreshToken),
    },
    'socket.io-client': { io: socketClient(world, network), __esModule: true, default: socketClient(world, network) },
    'expo-router': {
      router, useRouter: () => router, useLocalSearchParams: () => ({}), useFocusEffect: (work) => void work(), useSegments: () => [],
      Stack: 'Stack', Tabs: 'Tabs', Slot: 'Slot', Link: 'Link', Redirect: 'Redirect',
    },
    'expo-constants': { __esModule: true, default: { expoConfig: { extra: {} } } },
    '@nkzw/create-context-hook': {
      __esModule: true,
      default: (body) => {
        let shared = null;
        return [({ children }) => children, () => (shared ??= mount(body)).value];
      },
    },
  };
}

/** The keychain holds a whole pair for a service, unless its name speaks of one token. */
function keychainRead(storage, name) {
  if (storage.kept.has(name)) return storage.kept.get(name);
  return REFRESH.test(name) || ACCESS.test(name) ? storage.guess(name) : storage.guess('pair');
}
