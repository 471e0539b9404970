// @react-native-firebase/messaging 23 and @notifee/react-native 9, as their documentation says: push messages and push tokens, for the
// explorer to send. No push token is a token here.

import { later, register, unknown } from 'host';

const nothing = () => undefined;
const done = async () => undefined;

const told = (what) => (...args) => {
  const listener = args.find((each) => typeof each === 'function');
  register('event', () => listener(unknown(what)), listener);
  return nothing;
};

export const onMessage = told('a push message');
export const onTokenRefresh = told('a push token');
export const onNotificationOpenedApp = told('a tap on a push message');
export const setBackgroundMessageHandler = told('a push message');
export const onForegroundEvent = told('an event of a notification');
export const onBackgroundEvent = onForegroundEvent;
export const registerForegroundService = told('a notification');
export const getToken = () => later(() => unknown('a push token'));
export const deleteToken = done;
export const getInitialNotification = async () => null;
export const requestPermission = async () => 1;
export const hasPermission = requestPermission;
export const registerDeviceForRemoteMessages = done;
export const subscribeToTopic = done;
export const unsubscribeFromTopic = done;
export const AuthorizationStatus = { NOT_DETERMINED: -1, DENIED: 0, AUTHORIZED: 1, PROVISIONAL: 2 };
export const EventType = { DISMISSED: 0, PRESS: 1, ACTION_PRESS: 2, DELIVERED: 3 };
export const AndroidImportance = { NONE: 0, MIN: 1, LOW: 2, DEFAULT: 3, HIGH: 4 };

const messages = {
  onMessage, onTokenRefresh, onNotificationOpenedApp, setBackgroundMessageHandler, getToken, deleteToken, getInitialNotification,
  requestPermission, hasPermission, registerDeviceForRemoteMessages, subscribeToTopic, unsubscribeFromTopic,
  getAPNSToken: getToken, isDeviceRegisteredForRemoteMessages: true,
};
export const getMessaging = () => messages;

// The default: messaging(), which has the constants too, and the object of notifee.
export default Object.assign(() => messages, {
  AuthorizationStatus, onForegroundEvent, onBackgroundEvent, registerForegroundService, getInitialNotification, requestPermission,
  createChannel: async () => 'channel', displayNotification: async () => 'notification', cancelNotification: done,
  cancelAllNotifications: done, setBadgeCount: done, getNotificationSettings: async () => ({ authorizationStatus: 1 }),
});
