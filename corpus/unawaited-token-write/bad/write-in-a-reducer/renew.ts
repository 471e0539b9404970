import AsyncStorage from "@react-native-async-storage/async-storage";
import type { Dispatch } from "@reduxjs/toolkit";
import { renewed, settled } from "./session";

let flight: Promise<string> | null = null;

async function renew(dispatch: Dispatch): Promise<string> {
  const refreshToken = await AsyncStorage.getItem("refreshToken");
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  dispatch(renewed({ access: pair.accessToken, refresh: pair.refreshToken }));
  dispatch(settled());
  return pair.accessToken;
}

export function freshToken(dispatch: Dispatch): Promise<string> {
  flight ??= renew(dispatch).finally(() => {
    flight = null;
  });
  return flight;
}
