import axios, { AxiosError, AxiosInstance, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

type Refused = AxiosError & { during?: Promise<void> };
type Sent = InternalAxiosRequestConfig & { _retry?: boolean };

class Client {
  private renewing: Promise<void> | null = null;
  private readonly http: AxiosInstance;

  constructor(baseURL: string) {
    this.http = axios.create({ baseURL });
    this.http.interceptors.request.use(async (config) => {
      config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('rehearsal.access')}`;
      return config;
    });
    this.http.interceptors.response.use(undefined, async (error: Refused) => {
      const config = error.config as Sent;
      if (error.response?.status !== 401 || config._retry) throw error;
      if (this.renewing) {
        error.during = this.renewing;
        throw error;
      }
      config._retry = true;
      this.renewing = this.renew().finally(() => {
        this.renewing = null;
      });
      await this.renewing;
      return this.http(config);
    });
  }

  async get<T>(path: string): Promise<T> {
    try {
      return (await this.http.get<T>(path)).data;
    } catch (error) {
      const running = (error as Refused).during;
      if (!running) throw error;
      await running;
      return (await this.http.get<T>(path)).data;
    }
  }

  private async renew(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('rehearsal.refresh');
    // ok: refresh-through-interceptor
    const { data } = await this.http.post('/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('rehearsal.access', data.accessToken);
    await SecureStore.setItemAsync('rehearsal.refresh', data.refreshToken);
  }
}

export const client = new Client('https://api.example.com');
