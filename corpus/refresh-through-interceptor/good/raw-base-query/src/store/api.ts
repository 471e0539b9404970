import { configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { baseQueryWithReauth } from './baseQuery';

export const vineyard = createApi({
  reducerPath: 'vineyard',
  baseQuery: baseQueryWithReauth,
  endpoints: (build) => ({
    logHarvest: build.mutation<unknown, { row: number }>({
      query: (body) => ({ url: '/harvests', method: 'POST', body }),
    }),
  }),
});

export const store = configureStore({
  reducer: { [vineyard.reducerPath]: vineyard.reducer },
  middleware: (getDefault) => getDefault().concat(vineyard.middleware),
});
