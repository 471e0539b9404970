import { createAsyncThunk, createSlice } from "@reduxjs/toolkit";
import * as SecureStore from "expo-secure-store";

export const renew = createAsyncThunk("auth/renew", async () => {
  const refreshToken = await SecureStore.getItemAsync("refresh");
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  return (await answer.json()) as { accessToken: string; refreshToken: string };
});

const auth = createSlice({
  name: "auth",
  initialState: { access: "" },
  reducers: {},
  extraReducers: (builder) => {
    builder.addCase(renew.fulfilled, (state, action) => {
      state.access = action.payload.accessToken;
      SecureStore.setItemAsync("access", action.payload.accessToken); // want: unawaited-token-write
      SecureStore.setItemAsync("refresh", action.payload.refreshToken);
    });
  },
});

export default auth.reducer;
