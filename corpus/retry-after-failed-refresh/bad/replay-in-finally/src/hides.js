import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const hides = axios.create({ baseURL: API });

let soaking = null;

async function soak() {
    const { data } = await axios.post(`${API}/auth/reissue`, {
        refreshToken: await SecureStore.getItemAsync('tan:refresh'),
    });
    await SecureStore.setItemAsync('tan:access', data.accessToken);
    await SecureStore.setItemAsync('tan:refresh', data.refreshToken);
}

hides.interceptors.request.use(async (config) => {
    config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('tan:access')}`;
    return config;
});

hides.interceptors.response.use(undefined, async (error) => {
    const { config, response } = error;
    if (response?.status !== 401 || config.sentTwice) {
        throw error;
    }
    config.sentTwice = true;
    try {
        soaking = soaking ?? soak();
        await soaking;
    } finally {
        soaking = null;
        return hides(config); // want: retry-after-failed-refresh
    }
});
