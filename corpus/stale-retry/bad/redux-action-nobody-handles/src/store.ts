import { configureStore, createSlice, PayloadAction } from '@reduxjs/toolkit';

const session = createSlice({
  name: 'session',
  initialState: { token: '', locale: 'en' },
  reducers: {
    tokenReceived(state, action: PayloadAction<string>) {
      state.token = action.payload;
    },
    localeChanged(state, action: PayloadAction<string>) {
      state.locale = action.payload;
    },
  },
});

export const { tokenReceived, localeChanged } = session.actions;
export const store = configureStore({ reducer: { session: session.reducer } });
