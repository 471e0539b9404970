import AsyncStorage from '@react-native-async-storage/async-storage';
import { combineReducers, configureStore, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { persistReducer, persistStore } from 'redux-persist';

const access = createSlice({
  name: 'access',
  initialState: { accessToken: '' },
  reducers: {
    signed(state, action: PayloadAction<string>) {
      state.accessToken = action.payload;
    },
  },
});

const plots = createSlice({
  name: 'plots',
  initialState: [] as string[],
  reducers: { added: (state, action: PayloadAction<string>) => void state.push(action.payload) },
});

// ok: plaintext-token-storage
const reducer = persistReducer(
  { key: 'allotment', storage: AsyncStorage, blacklist: ['access'] },
  combineReducers({ access: access.reducer, plots: plots.reducer }),
);

export const { signed } = access.actions;
export const store = configureStore({ reducer, middleware: (d) => d({ serializableCheck: false }) });
export const persistor = persistStore(store);
