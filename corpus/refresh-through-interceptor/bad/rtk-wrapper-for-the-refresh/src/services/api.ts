import { configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { baseQueryWithReauth } from './baseQuery';

export const homestead = createApi({
  reducerPath: 'homestead',
  baseQuery: baseQueryWithReauth,
  endpoints: (build) => ({
    logVisit: build.mutation<unknown, { barn: number }>({
      query: (body) => ({ url: '/visits', method: 'POST', body }),
    }),
  }),
});

export const store = configureStore({
  reducer: { [homestead.reducerPath]: homestead.reducer },
  middleware: (getDefault) => getDefault().concat(homestead.middleware),
});
