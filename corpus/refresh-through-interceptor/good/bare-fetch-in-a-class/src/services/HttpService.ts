import axios, { AxiosError, AxiosInstance, InternalAxiosRequestConfig } from 'axios';
import * as Keychain from 'react-native-keychain';

const BASE_URL = 'https://api.example.com';

async function readSecret(service: string): Promise<string> {
  const found = await Keychain.getGenericPassword({ service });
  if (!found) throw new Error(`nothing stored under ${service}`);
  return found.password;
}

class HttpService {
  private http: AxiosInstance = axios.create({ baseURL: BASE_URL });
  private reissuing?: Promise<string>;

  constructor() {
    this.http.interceptors.request.use(this.authorise);
    this.http.interceptors.response.use((r) => r.data, this.onError);
  }

  get = (url: string): Promise<unknown> => this.http.get(url);

  private authorise = async (config: InternalAxiosRequestConfig) => {
    config.headers.setAuthorization(`Bearer ${await readSecret('dentist.access')}`);
    return config;
  };

  private onError = async (error: AxiosError) => {
    const config = error.config as InternalAxiosRequestConfig & { retried?: true };
    if (error.response?.status !== 401 || config.retried) throw error;
    config.retried = true;
    this.reissuing ??= this.reissue().finally(() => {
      this.reissuing = undefined;
    });
    await this.reissuing;
    return this.http.request(config);
  };

  private async reissue(): Promise<string> {
    const refreshToken = await readSecret('dentist.refresh');
    // ok: refresh-through-interceptor
    const res = await fetch(`${BASE_URL}/auth/reissue`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`reissue: ${res.status}`);
    const { data } = await res.json();
    await Keychain.setGenericPassword('token', data.accessToken, { service: 'dentist.access' });
    await Keychain.setGenericPassword('token', data.refreshToken, { service: 'dentist.refresh' });
    return data.accessToken;
  }
}

export default new HttpService();
