import AsyncStorage from "@react-native-async-storage/async-storage";
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

const session = createSlice({
  name: "session",
  initialState: { access: null as string | null, refresh: null as string | null },
  reducers: {
    renewed: (state, action: PayloadAction<{ access: string; refresh: string }>) => {
      state.access = action.payload.access;
      state.refresh = action.payload.refresh;
      // refreshlint-ignore plaintext-token-storage: another rule's subject
      AsyncStorage.setItem("refreshToken", action.payload.refresh); // want: unawaited-token-write
    },
    settled: (state) => {
      AsyncStorage.setItem("lastRenewal", String(state.access !== null));
    },
  },
});

export const { renewed, settled } = session.actions;
export const reducer = session.reducer;
