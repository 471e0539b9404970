import { createSlice } from '@reduxjs/toolkit';

const sessionSlice = createSlice({
  name: 'session',
  initialState: { accessToken: null, refreshToken: null },
  reducers: {
    opened: (state, action) => {
      state.accessToken = action.payload.accessToken;
      state.refreshToken = action.payload.refreshToken;
    },
    closed: () => ({ accessToken: null, refreshToken: null }),
  },
});

export const { opened, closed } = sessionSlice.actions;
export const session = sessionSlice.reducer;
