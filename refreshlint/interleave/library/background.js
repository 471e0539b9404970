// expo-task-manager 14, expo-background-fetch 14, expo-background-task 1, react-native-background-fetch 4, react-native-background-timer,
// as their references say: tasks that the system runs when it likes.

import { register, unknown } from 'host';

const done = async () => undefined;

export function defineTask(name, task) {
  const executionInfo = { eventId: 'event', taskName: name };
  register('event', () => task({ data: unknown('data of a task'), error: null, executionInfo }), task);
}
export const isTaskDefined = () => true;
export const isTaskRegisteredAsync = async () => true;
export const getRegisteredTasksAsync = async () => [];
export const unregisterTaskAsync = done;
export const unregisterAllTasksAsync = done;
export const isAvailableAsync = async () => true;

export const registerTaskAsync = done;
export const getStatusAsync = async () => 2;
export const setMinimumIntervalAsync = done;
export const triggerTaskWorkerForTestingAsync = async () => true;
export const BackgroundFetchResult = { NoData: 1, NewData: 2, Failed: 3 };
export const BackgroundFetchStatus = { Denied: 1, Restricted: 2, Available: 3 };
export const BackgroundTaskResult = { Success: 1, Failed: 2 };
export const BackgroundTaskStatus = { Restricted: 1, Available: 2 };

const headless = (task) => register('event', () => task({ taskId: 'task', timeout: false }), task);

export default {
  configure: async (options, onEvent) => {
    register('event', () => onEvent('task'), onEvent);
    return 2;
  },
  start: async () => 2,
  stop: done,
  finish: () => undefined,
  scheduleTask: async () => true,
  registerHeadlessTask: headless,
  status: async () => 2,
  NETWORK_TYPE_ANY: 1, STATUS_AVAILABLE: 2, STATUS_DENIED: 1, STATUS_RESTRICTED: 0,
  setTimeout: (...args) => setTimeout(...args),
  clearTimeout: (timer) => clearTimeout(timer),
  setInterval: (...args) => setInterval(...args),
  clearInterval: (timer) => clearInterval(timer),
  runBackgroundTimer: (callback, delay) => setInterval(callback, delay),
  stopBackgroundTimer: () => undefined,
};
