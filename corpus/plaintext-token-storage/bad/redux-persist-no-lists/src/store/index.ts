import AsyncStorage from '@react-native-async-storage/async-storage';
import { combineReducers, configureStore } from '@reduxjs/toolkit';
import { persistReducer, persistStore } from 'redux-persist';
import member from './member';

const root = combineReducers({ member });

const kept = persistReducer({ key: 'root', version: 1, storage: AsyncStorage }, root); // want: plaintext-token-storage

export const store = configureStore({
  reducer: kept,
  middleware: (defaults) => defaults({ serializableCheck: false }),
});
export const persistor = persistStore(store);
