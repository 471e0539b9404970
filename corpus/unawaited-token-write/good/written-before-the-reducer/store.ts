import { createSlice, type Dispatch, type PayloadAction } from "@reduxjs/toolkit";
import * as SecureStore from "expo-secure-store";

const auth = createSlice({
  name: "auth",
  initialState: { access: "" },
  reducers: {
    renewed: (state, action: PayloadAction<{ accessToken: string; refreshToken: string }>) => {
      state.access = action.payload.accessToken;
      SecureStore.setItemAsync("refresh", action.payload.refreshToken); // ok: unawaited-token-write
    },
    signedIn: (state, action: PayloadAction<{ accessToken: string; refreshToken: string }>) => {
      state.access = action.payload.accessToken;
      SecureStore.setItemAsync("refresh", action.payload.refreshToken); // ok: unawaited-token-write
    },
  },
});

export const { renewed, signedIn } = auth.actions;

let flight: Promise<string> | null = null;

async function renew(dispatch: Dispatch): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refresh");
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("refresh", pair.refreshToken);
  dispatch(renewed(pair));
  return pair.accessToken;
}

export const freshToken = (dispatch: Dispatch) => (flight ??= renew(dispatch).finally(() => { flight = null; }));
