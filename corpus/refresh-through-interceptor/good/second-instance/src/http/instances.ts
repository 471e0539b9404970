import axios from 'axios';

const make = () =>
  axios.create({
    baseURL: 'https://api.example.com',
    timeout: 12_000,
    headers: { Accept: 'application/json' },
  });

export const http = make();
export const authHttp = make();
