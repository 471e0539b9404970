import axios from 'axios';
import { useEffect } from 'react';
import { http } from './http';

export function useHttp() {
  useEffect(() => {
    const request = http.interceptors.request.use((config) => {
      config.headers.Authorization = `Bearer ${localStorage.getItem('accessToken')}`;
      return config;
    });

    const response = http.interceptors.response.use(
      (res) => res,
      async (error) => {
        const config = error.config;
        if (error.response?.status !== 401 || config._retry) throw error;
        config._retry = true;
        // want: unshared-refresh
        const { data } = await axios.post('/api/auth/refresh', {
          refreshToken: localStorage.getItem('refreshToken'),
        });
        localStorage.setItem('accessToken', data.accessToken);
        localStorage.setItem('refreshToken', data.refreshToken);
        return http(config);
      },
    );

    return () => {
      http.interceptors.request.eject(request);
      http.interceptors.response.eject(response);
    };
  }, []);

  return http;
}
