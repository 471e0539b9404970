import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit';
import * as SecureStore from 'expo-secure-store';

export const topUp = createAsyncThunk('session/topUp', async () => {
  const refreshToken = await SecureStore.getItemAsync('noodle.refresh');
  const res = await fetch('https://api.example.com/auth/refresh', { // want: unshared-refresh
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('topUp: ' + res.status);
  const pair = (await res.json()) as { accessToken: string; refreshToken: string };
  await SecureStore.setItemAsync('noodle.refresh', pair.refreshToken);
  return pair.accessToken;
});

const session = createSlice({
  name: 'session',
  initialState: { access: '' },
  reducers: {},
  extraReducers: (b) => b.addCase(topUp.fulfilled, (state, { payload }) => void (state.access = payload)),
});

export const store = configureStore({ reducer: { session: session.reducer } });
