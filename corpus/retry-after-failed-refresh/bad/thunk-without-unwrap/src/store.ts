import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit';
import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const refreshSession = createAsyncThunk('auth/refreshSession', async () => {
  const refreshToken = await SecureStore.getItemAsync('vet_refresh');
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('vet_access', data.accessToken);
  await SecureStore.setItemAsync('vet_refresh', data.refreshToken);
});

const auth = createSlice({
  name: 'auth',
  initialState: { status: 'idle' as 'idle' | 'renewing' | 'failed' },
  reducers: {},
  extraReducers: (builder) => {
    builder.addCase(refreshSession.pending, (state) => {
      state.status = 'renewing';
    });
    builder.addCase(refreshSession.fulfilled, (state) => {
      state.status = 'idle';
    });
    builder.addCase(refreshSession.rejected, (state) => {
      state.status = 'failed';
    });
  },
});

export const store = configureStore({ reducer: { auth: auth.reducer } });
