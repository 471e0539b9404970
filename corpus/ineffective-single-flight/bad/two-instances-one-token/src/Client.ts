import axios, { type AxiosInstance } from 'axios';
import * as SecureStore from 'expo-secure-store';

export class Client {
  private readonly http: AxiosInstance;
  private renewal: Promise<void> | null = null;

  constructor(baseURL: string) {
    this.http = axios.create({ baseURL });
    this.http.interceptors.request.use(async (config) => {
      config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('ferry_access')}`;
      return config;
    });
    this.http.interceptors.response.use(undefined, async (error) => {
      const { config, response } = error;
      if (response?.status !== 401 || config._retry) throw error;
      config._retry = true;
      // want: ineffective-single-flight
      if (!this.renewal) {
        this.renewal = this.renew().finally(() => {
          this.renewal = null;
        });
      }
      await this.renewal;
      return this.http(config);
    });
  }

  get<T>(path: string): Promise<T> {
    return this.http.get<T>(path).then((res) => res.data);
  }

  private async renew(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('ferry_refresh');
    const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('ferry_access', data.accessToken);
    await SecureStore.setItemAsync('ferry_refresh', data.refreshToken);
  }
}
