// react-native-keychain 10, as its reference says: a user name and a password by service or by server; false where nothing is.
// An entry that the program has not written holds what a session holds, in both fields: nobody knows which of them the app uses.

import { known, later, store } from 'host';

const kept = store('react-native-keychain');

const serviceOf = (options) => {
  if (known(options) && typeof options === 'string') return options;
  return (options && options.service) || 'app';
};

const keyOf = (name) => `session.${name}`;

function read(name, field) {
  const password = kept.get(keyOf(name));
  if (known(password) && password === null) return false;
  const username = kept.get(`${keyOf(name)} user`);
  return { username, password, [field]: name, storage: 'keychain' };
}

function write(name, field, username, password) {
  kept.set(keyOf(name), password);
  kept.set(`${keyOf(name)} user`, username);
  return { [field]: name, storage: 'keychain' };
}

function remove(name) {
  kept.remove(keyOf(name));
  kept.remove(`${keyOf(name)} user`);
  return true;
}

export const setGenericPassword = (username, password, options) => later(() => write(serviceOf(options), 'service', username, password));
export const getGenericPassword = (options) => later(() => read(serviceOf(options), 'service'));
export const resetGenericPassword = (options) => later(() => remove(serviceOf(options)));
export const hasGenericPassword = (options) => later(() => read(serviceOf(options), 'service') !== false);
export const getAllGenericPasswordServices = async () => [];

export const setInternetCredentials = (server, username, password) => later(() => write(server, 'server', username, password));
export const getInternetCredentials = (server) => later(() => read(server, 'server'));
export const resetInternetCredentials = (options) => later(() => remove((options && options.server) || options));
export const hasInternetCredentials = (options) => later(() => read((options && options.server) || options, 'server') !== false);

export const getSupportedBiometryType = async () => null;
export const canImplyAuthentication = async () => true;
export const isPasscodeAuthAvailable = async () => true;
export const getSecurityLevel = async () => 'SECURE_HARDWARE';

export const ACCESSIBLE = {
  WHEN_UNLOCKED: 'AccessibleWhenUnlocked',
  AFTER_FIRST_UNLOCK: 'AccessibleAfterFirstUnlock',
  ALWAYS: 'AccessibleAlways',
  WHEN_PASSCODE_SET_THIS_DEVICE_ONLY: 'AccessibleWhenPasscodeSetThisDeviceOnly',
  WHEN_UNLOCKED_THIS_DEVICE_ONLY: 'AccessibleWhenUnlockedThisDeviceOnly',
  AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 'AccessibleAfterFirstUnlockThisDeviceOnly',
};
export const ACCESS_CONTROL = {
  USER_PRESENCE: 'UserPresence',
  BIOMETRY_ANY: 'BiometryAny',
  BIOMETRY_CURRENT_SET: 'BiometryCurrentSet',
  DEVICE_PASSCODE: 'DevicePasscode',
  APPLICATION_PASSWORD: 'ApplicationPassword',
  BIOMETRY_ANY_OR_DEVICE_PASSCODE: 'BiometryAnyOrDevicePasscode',
  BIOMETRY_CURRENT_SET_OR_DEVICE_PASSCODE: 'BiometryCurrentSetOrDevicePasscode',
};
export const AUTHENTICATION_TYPE = {
  DEVICE_PASSCODE_OR_BIOMETRICS: 'AuthenticationWithBiometricsDevicePasscode',
  BIOMETRICS: 'AuthenticationWithBiometrics',
};
export const SECURITY_LEVEL = { SECURE_SOFTWARE: 1, SECURE_HARDWARE: 2, ANY: 0 };
export const SECURITY_RULES = { NONE: 'none', AUTOMATIC_UPGRADE: 'automaticUpgradeToMoreSecuredStorage' };
export const STORAGE_TYPE = {
  AES: 'KeystoreAESCBC', AES_CBC: 'KeystoreAESCBC', AES_GCM: 'KeystoreAESGCM', RSA: 'KeystoreRSAECB', KC: 'keychain',
};
export const BIOMETRY_TYPE = { TOUCH_ID: 'TouchID', FACE_ID: 'FaceID', FINGERPRINT: 'Fingerprint', FACE: 'Face', IRIS: 'Iris' };

export default {
  setGenericPassword, getGenericPassword, resetGenericPassword, hasGenericPassword, getAllGenericPasswordServices,
  setInternetCredentials, getInternetCredentials, resetInternetCredentials, hasInternetCredentials,
  getSupportedBiometryType, canImplyAuthentication, isPasscodeAuthAvailable, getSecurityLevel,
  ACCESSIBLE, ACCESS_CONTROL, AUTHENTICATION_TYPE, SECURITY_LEVEL, SECURITY_RULES, STORAGE_TYPE, BIOMETRY_TYPE,
};
