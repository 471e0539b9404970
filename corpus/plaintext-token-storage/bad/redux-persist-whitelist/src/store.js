import AsyncStorage from '@react-native-async-storage/async-storage';
import { combineReducers, configureStore, createSlice } from '@reduxjs/toolkit';
import { persistReducer, persistStore } from 'redux-persist';
import { session } from './sessionSlice';

const basket = createSlice({ name: 'basket', initialState: [], reducers: { put: (s, a) => [...s, a.payload] } });

const reducer = persistReducer( // want: plaintext-token-storage
  { key: 'tools', storage: AsyncStorage, whitelist: ['session'] },
  combineReducers({ session, basket: basket.reducer }),
);

export const store = configureStore({ reducer, middleware: (d) => d({ serializableCheck: false }) });
export const persistor = persistStore(store);
