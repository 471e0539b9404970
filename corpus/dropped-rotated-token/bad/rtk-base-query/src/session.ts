import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

export interface RootState {
  session: { accessToken: string | null; refreshToken: string | null };
}

const session = createSlice({
  name: "session",
  initialState: { accessToken: null, refreshToken: null } as RootState["session"],
  reducers: {
    tokensReceived(state, action: PayloadAction<string>) {
      state.accessToken = action.payload;
    },
  },
});

export const { tokensReceived } = session.actions;
export default session.reducer;
