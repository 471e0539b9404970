import { configureStore, createSlice } from '@reduxjs/toolkit';
import { authorised } from './authorised';

const stock = createSlice({
  name: 'stock',
  initialState: { items: [], renewing: false },
  reducers: {
    stockLoaded: (state, action) => {
      state.items = action.payload;
    },
    renewStarted: (state) => {
      state.renewing = true;
    },
    renewEnded: (state) => {
      state.renewing = false;
    },
  },
});

export const { stockLoaded, renewStarted, renewEnded } = stock.actions;
export const store = configureStore({ reducer: { stock: stock.reducer } });

export const loadStock = () => async (dispatch) => {
  const items = await authorised('/stock', dispatch);
  dispatch(stockLoaded(items));
  return items;
};
