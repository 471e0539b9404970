import { useEffect, type ReactNode } from "react";
import axios from "axios";
import { keyring } from "@vendor/keyring";

let flight: Promise<{ data: { accessToken: string; refreshToken: string } }> | null = null;

export function AuthGate({ children }: { children: ReactNode }) {
  useEffect(() => {
    const interceptor = axios.interceptors.response.use(
      (response) => response,
      async (error) => {
        if (error.response?.status !== 401 || error.config.retried) return Promise.reject(error);
        error.config.retried = true;
        const refreshToken = await keyring.read("refresh");
        flight ??= axios.create().post("/auth/refresh", { refreshToken }).finally(() => {
          flight = null;
        });
        const { data } = await flight;
        await keyring.keep(data);
        axios.defaults.headers.common["Authorization"] = `Bearer ${data.accessToken}`;
        error.config.headers.Authorization = `Bearer ${data.accessToken}`;
        return axios(error.config); // ok: stale-retry
      },
    );
    return () => axios.interceptors.response.eject(interceptor);
  }, []);

  return <>{children}</>;
}
