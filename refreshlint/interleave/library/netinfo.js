// @react-native-community/netinfo 11, as its documentation says: a listener is told the state soon after it is added, and whenever the
// connection comes or goes. expo-network 8 has the same under other names.

import { later, register } from 'host';
import { Emitter } from './native_emitter.js';

const stateOf = (on) => ({
  type: on ? 'wifi' : 'none', isConnected: on, isInternetReachable: on, isWifiEnabled: true,
  details: on ? { isConnectionExpensive: false } : null,
});

let current = stateOf(true);
const states = new Emitter();

export const fetch = () => later(() => current);
export const refresh = fetch;
export const configure = () => undefined;

// The connection is lost and comes back.
function flicker() {
  for (const on of [false, true]) {
    current = stateOf(on);
    states.emit('change', current);
  }
}

export function addEventListener(...args) {
  const listener = args[args.length - 1];
  register('event', flicker, listener);
  let listening = true;
  const subscription = states.addListener('change', listener);
  later(() => {
    if (listening) listener(current);
  });
  const stop = () => {
    listening = false;
    subscription.remove();
  };
  return Object.assign(stop, { remove: stop });
}

export const useNetInfo = () => current;
export const useNetInfoInstance = () => ({ netInfo: current, refresh });

export const NetInfoStateType = {
  unknown: 'unknown', none: 'none', cellular: 'cellular', wifi: 'wifi', ethernet: 'ethernet', other: 'other',
};

// -- expo-network

export const getNetworkStateAsync = fetch;
export const useNetworkState = () => current;
export const getIpAddressAsync = async () => '10.0.0.2';
export const isAirplaneModeEnabledAsync = async () => false;

export function addNetworkStateListener(listener) {
  register('event', flicker, listener);
  return states.addListener('change', listener);
}

export const NetworkStateType = {
  NONE: 'NONE', UNKNOWN: 'UNKNOWN', CELLULAR: 'CELLULAR', WIFI: 'WIFI', ETHERNET: 'ETHERNET', OTHER: 'OTHER',
};

export const isConnected = {
  fetch: async () => true,
  addEventListener: (type, listener) => addEventListener(listener),
  removeEventListener: () => undefined,
};

export default { fetch, refresh, configure, addEventListener, useNetInfo, isConnected };
