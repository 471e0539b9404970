import * as SecureStore from 'expo-secure-store';
import type { SessionState } from './reducer';
import * as types from './types';

type Dispatch = (action: { type: string; error?: string }) => unknown;
type GetState = () => { session: SessionState };

export const ROOT = 'https://api.example.com';

export const renewTokens = () => async (dispatch: Dispatch, getState: GetState): Promise<string | null> => {
  const token = await SecureStore.getItemAsync('nest.access');
  if (getState().session.isRenewing) return token; // want: ineffective-single-flight

  dispatch({ type: types.RENEW });
  try {
    const refreshToken = await SecureStore.getItemAsync('nest.refresh');
    const res = await fetch(`${ROOT}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`renewTokens: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('nest.access', pair.accessToken);
    await SecureStore.setItemAsync('nest.refresh', pair.refreshToken);
    dispatch({ type: types.RENEW_DONE });
    return pair.accessToken;
  } catch (error) {
    dispatch({ type: types.RENEW_FAILED, error: String(error) });
    throw error;
  }
};
