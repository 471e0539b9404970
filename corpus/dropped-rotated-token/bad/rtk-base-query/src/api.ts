import { createApi, fetchBaseQuery, type BaseQueryApi, type BaseQueryFn } from "@reduxjs/toolkit/query/react";

import { tokensReceived, type RootState } from "./session";

interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

let flight: Promise<boolean> | null = null;
const raw = fetchBaseQuery({
  baseUrl: "https://api.shop.example",
  prepareHeaders: (headers, { getState }) => {
    headers.set("authorization", `Bearer ${(getState() as RootState).session.accessToken}`);
    return headers;
  },
});

async function renew(api: BaseQueryApi): Promise<boolean> {
  const { refreshToken } = (api.getState() as RootState).session;
  const renewed = await raw({ url: "/auth/refresh", method: "POST", body: { refreshToken } }, api, {});
  if (!renewed.data) return false;
  const pair = renewed.data as TokenPair;
  api.dispatch(tokensReceived(pair.accessToken)); // want: dropped-rotated-token
  return true;
}

const withRefresh: BaseQueryFn = async (args, api, extra) => {
  const result = await raw(args, api, extra);
  if (result.error?.status !== 401) return result;
  flight ??= renew(api).finally(() => {
    flight = null;
  });
  if (!(await flight)) return result;
  return raw(args, api, extra);
};

export const shop = createApi({ baseQuery: withRefresh, endpoints: () => ({}) });
