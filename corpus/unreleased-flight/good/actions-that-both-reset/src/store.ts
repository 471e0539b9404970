import { configureStore, createSlice } from '@reduxjs/toolkit';

const auth = createSlice({
  name: 'auth',
  initialState: { renewing: false },
  reducers: {
    renewStarted: (state) => {
      state.renewing = true;
    },
    renewSucceeded: (state) => {
      state.renewing = false;
    },
    renewFailed: (state) => {
      state.renewing = false;
    },
  },
});

export const { renewStarted, renewSucceeded, renewFailed } = auth.actions;
export const store = configureStore({ reducer: { auth: auth.reducer } });
