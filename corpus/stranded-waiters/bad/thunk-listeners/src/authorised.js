import * as SecureStore from 'expo-secure-store';
import { renewEnded, renewStarted } from './store';

const API = 'https://api.example.com';
let listeners = [];

const renew = () => async (dispatch, getState) => {
  if (getState().stock.renewing) {
    return new Promise((resolve) => listeners.push(resolve)); // want: stranded-waiters
  }
  dispatch(renewStarted());
  try {
    const refreshToken = await SecureStore.getItemAsync('depot.refresh');
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`renew: ${res.status}`);
    const { data } = await res.json();
    await SecureStore.setItemAsync('depot.access', data.accessToken);
    await SecureStore.setItemAsync('depot.refresh', data.refreshToken);
    listeners.forEach((tell) => tell(data.accessToken));
    listeners = [];
    return data.accessToken;
  } finally {
    dispatch(renewEnded());
  }
};

export async function authorised(path, dispatch) {
  const ask = (token) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  let res = await ask(await SecureStore.getItemAsync('depot.access'));
  if (res.status === 401) res = await ask(await dispatch(renew()));
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
