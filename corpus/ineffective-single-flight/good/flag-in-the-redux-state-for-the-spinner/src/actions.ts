import * as SecureStore from 'expo-secure-store';
import type { SessionState } from './reducer';
import * as types from './types';

type Dispatch = (action: { type: string; error?: string }) => unknown;
type GetState = () => { session: SessionState };

export const ROOT = 'https://api.example.com';

let running: Promise<string> | null = null;

async function trade(dispatch: Dispatch): Promise<string> {
  dispatch({ type: types.RENEW });
  try {
    const refreshToken = await SecureStore.getItemAsync('nest.refresh');
    const res = await fetch(`${ROOT}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`trade: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('nest.access', pair.accessToken);
    await SecureStore.setItemAsync('nest.refresh', pair.refreshToken);
    dispatch({ type: types.RENEW_DONE });
    return pair.accessToken;
  } catch (error) {
    dispatch({ type: types.RENEW_FAILED, error: String(error) });
    throw error;
  }
}

export const renewTokens = () => (dispatch: Dispatch): Promise<string> => {
  // ok: ineffective-single-flight
  running ??= trade(dispatch).finally(() => {
    running = null;
  });
  return running;
};

export const isBusy = (getState: GetState): boolean => getState().session.isRenewing;
