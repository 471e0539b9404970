import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit';
import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const refreshSession = createAsyncThunk('auth/refresh', async () => {
  const refreshToken = await SecureStore.getItemAsync('groom_refresh');
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('groom_access', data.accessToken);
  await SecureStore.setItemAsync('groom_refresh', data.refreshToken);
});

const auth = createSlice({
  name: 'auth',
  initialState: { failed: false },
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(refreshSession.fulfilled, (state) => void (state.failed = false))
      .addCase(refreshSession.rejected, (state) => void (state.failed = true));
  },
});

export const store = configureStore({ reducer: { auth: auth.reducer } });
