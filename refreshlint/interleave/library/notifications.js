// expo-notifications 0.32, as its reference says: push messages and push tokens, for the explorer to send. No push token is a token here.

import { later, register, unknown } from 'host';

const nothing = () => undefined;
const done = async () => undefined;

const listening = (what) => (listener) => {
  let on = true;
  register('event', () => (on ? listener(unknown(what)) : undefined), listener);
  return { remove: () => { on = false; } };
};

export const addPushTokenListener = listening('a push token');
export const addNotificationReceivedListener = listening('a push message');
export const addNotificationResponseReceivedListener = listening('a tap on a push message');
export const addNotificationsDroppedListener = listening('dropped push messages');
export const removeNotificationSubscription = (subscription) => subscription.remove();
export const setNotificationHandler = nothing;
export const setNotificationChannelAsync = done;
export const setNotificationCategoryAsync = done;
export const getPermissionsAsync = async () => ({ status: 'granted', granted: true, canAskAgain: true });
export const requestPermissionsAsync = getPermissionsAsync;
export const getExpoPushTokenAsync = () => later(() => unknown('a push token'));
export const getDevicePushTokenAsync = getExpoPushTokenAsync;
export const registerTaskAsync = done;
export const unregisterForNotificationsAsync = done;
export const scheduleNotificationAsync = async () => 'notification';
export const cancelScheduledNotificationAsync = done;
export const cancelAllScheduledNotificationsAsync = done;
export const dismissAllNotificationsAsync = done;
export const setBadgeCountAsync = async () => true;
export const getBadgeCountAsync = async () => 0;
export const getLastNotificationResponseAsync = async () => null;
export const useLastNotificationResponse = () => null;
export const AndroidImportance = { MIN: 1, LOW: 2, DEFAULT: 3, HIGH: 4, MAX: 5 };
export const SchedulableTriggerInputTypes = { TIME_INTERVAL: 'timeInterval', DATE: 'date', DAILY: 'daily' };
