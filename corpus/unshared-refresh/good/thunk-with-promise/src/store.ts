import { configureStore, createSlice, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import * as SecureStore from 'expo-secure-store';

const truck = createSlice({
  name: 'truck',
  initialState: { access: '' },
  reducers: {
    parked(state, action: { payload: string }) {
      state.access = action.payload;
    },
  },
});

export const store = configureStore({ reducer: truck.reducer });
type Thunk<R> = ThunkAction<R, { access: string }, unknown, UnknownAction>;

let tanking: Promise<string> | undefined;

export function refuel(): Thunk<Promise<string>> {
  return (dispatch) => {
    if (tanking) return tanking;
    tanking = (async () => {
      try {
        const refreshToken = await SecureStore.getItemAsync('truck.refresh');
        // ok: unshared-refresh
        const res = await fetch('https://api.example.com/auth/refresh', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ refreshToken }),
        });
        if (!res.ok) throw new Error('refuel: ' + res.status);
        const pair = await res.json();
        await SecureStore.setItemAsync('truck.refresh', pair.refreshToken);
        dispatch(truck.actions.parked(pair.accessToken));
        return pair.accessToken as string;
      } finally {
        tanking = undefined;
      }
    })();
    return tanking;
  };
}
