import { configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { authedQuery } from './authedQuery';

export const feed = createApi({
  reducerPath: 'feed',
  baseQuery: authedQuery,
  endpoints: (build) => ({
    order: build.mutation<unknown, { sacks: number }>({
      query: (body) => ({ url: '/orders', method: 'POST', body }),
    }),
  }),
});

export const store = configureStore({
  reducer: { [feed.reducerPath]: feed.reducer },
  middleware: (getDefault) => getDefault().concat(feed.middleware),
});
