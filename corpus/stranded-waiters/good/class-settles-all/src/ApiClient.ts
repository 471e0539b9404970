import axios, { AxiosInstance } from 'axios';
import * as SecureStore from 'expo-secure-store';

type Waiter = [accept: (token: string) => void, refuse: (reason: unknown) => void];

class ApiClient {
  private readonly http: AxiosInstance;
  private renewing = false;
  private waiters: Waiter[] = [];

  constructor(private readonly baseURL: string) {
    this.http = axios.create({ baseURL });
    this.http.interceptors.request.use(async (config) => {
      config.headers.Authorization ??= `Bearer ${await SecureStore.getItemAsync('repair_access')}`;
      return config;
    });
    this.http.interceptors.response.use(undefined, (error) => this.handle(error));
  }

  get<T>(path: string): Promise<T> {
    return this.http.get<T>(path).then((res) => res.data);
  }

  private async handle(error: any): Promise<unknown> {
    const { config, response } = error;
    if (response?.status !== 401 || config._retry) throw error;
    const token = await this.nextToken();
    config._retry = true;
    config.headers.Authorization = `Bearer ${token}`;
    return this.http.request(config);
  }

  private nextToken(): Promise<string> {
    const answer = new Promise<string>((...pair) => this.waiters.push(pair));
    if (!this.renewing) {
      this.renewing = true;
      this.renew().then(
        (token) => this.settle(([accept]) => accept(token)),
        (reason) => this.settle(([, refuse]) => refuse(reason)),
      );
    }
    return answer;
  }

  private settle(how: (waiter: Waiter) => void): void {
    const all = this.waiters;
    // ok: stranded-waiters
    this.waiters = [];
    this.renewing = false;
    all.forEach(how);
  }

  private async renew(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('repair_refresh');
    const { data } = await axios.post(`${this.baseURL}/auth/refresh`, { refreshToken });
    await SecureStore.setItemAsync('repair_access', data.accessToken);
    await SecureStore.setItemAsync('repair_refresh', data.refreshToken);
    return data.accessToken;
  }
}

export const apiClient = new ApiClient('https://api.example.com');
