import { createSlice } from '@reduxjs/toolkit';

const session = createSlice({
  name: 'session',
  initialState: { accessToken: null as string | null, refreshToken: null as string | null },
  reducers: {
    renewed: (state, action) => ({ ...state, ...action.payload }),
    signedOut: () => ({ accessToken: null, refreshToken: null }),
  },
});

export const { renewed, signedOut: logOut } = session.actions;
export default session.reducer;
