import axios, { AxiosInstance, AxiosResponse } from 'axios';
import * as SecureStore from 'expo-secure-store';

class ApiService {
  private api: AxiosInstance;
  private refreshPromise: Promise<string> | null = null;

  constructor() {
    this.api = axios.create({
      baseURL: 'https://api.example.com',
      headers: { 'Content-Type': 'application/json' },
    });
    this.setupInterceptors();
  }

  private setupInterceptors() {
    this.api.interceptors.request.use(async (config) => {
      const token = await SecureStore.getItemAsync('auth_token');
      if (token) config.headers.Authorization = `Bearer ${token}`;
      return config;
    });

    this.api.interceptors.response.use(
      (response: AxiosResponse) => response,
      async (error) => {
        const originalRequest = error.config;
        if (error.response?.status === 401 && !originalRequest._retry) {
          originalRequest._retry = true;
          if (!this.refreshPromise) {
            this.refreshPromise = this.refreshTokenRequest().finally(() => {
              this.refreshPromise = null;
            });
          }
          const token = await this.refreshPromise;
          originalRequest.headers.Authorization = `Bearer ${token}`;
          return this.api(originalRequest);
        }
        throw error;
      },
    );
  }

  private async refreshTokenRequest(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('refresh_token');
    const response = await this.api.post('/passenger/refresh-token', { refreshToken }); // want: refresh-through-interceptor
    const { token, refreshToken: next } = response.data.data;
    await SecureStore.setItemAsync('auth_token', token);
    await SecureStore.setItemAsync('refresh_token', next);
    return token;
  }

  async trips() {
    const { data } = await this.api.get('/passenger/trips');
    return data;
  }
}

export const apiService = new ApiService();
