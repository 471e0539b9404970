import { configureStore, createSlice, type Dispatch, type PayloadAction } from '@reduxjs/toolkit';
import { authorised } from './net';

const berths = createSlice({
  name: 'berths',
  initialState: { list: [] as unknown[] },
  reducers: {
    loaded: (state, action: PayloadAction<unknown[]>) => {
      state.list = action.payload;
    },
  },
});

export const store = configureStore({ reducer: { berths: berths.reducer } });

export const loadBerths = () => async (dispatch: Dispatch) => {
  const list = await authorised('/berths');
  dispatch(berths.actions.loaded(list));
  return list;
};
