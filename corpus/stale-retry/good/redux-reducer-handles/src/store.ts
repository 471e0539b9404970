import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit';
import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const hydrateSession = createAsyncThunk('session/hydrate', () => SecureStore.getItemAsync('clinic_access'));

export const renewSession = createAsyncThunk('session/renew', async () => {
  const refreshToken = await SecureStore.getItemAsync('clinic_refresh');
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('clinic_access', data.accessToken);
  await SecureStore.setItemAsync('clinic_refresh', data.refreshToken);
  return data.accessToken as string;
});

const session = createSlice({
  name: 'session',
  initialState: { access: null as string | null },
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(hydrateSession.fulfilled, (state, action) => {
        state.access = action.payload;
      })
      .addCase(renewSession.fulfilled, (state, action) => {
        state.access = action.payload;
      });
  },
});

export const store = configureStore({ reducer: { session: session.reducer } });
