// What the explorer hands to functions of the program whose parameters ask for it: a client, and callbacks that send a request.

import axios from 'axios';
import { render } from 'react';

export const client = () => axios.create({ baseURL: 'https://api.example.com' });

const send = (token) => fetch('https://api.example.com/items/callback', { headers: { Authorization: `Bearer ${token}` } });

// The two ways in which callers of "run this with a token" report a 401: as a response, or as an error.
export const respond = (...args) => send(args.find((each) => typeof each === 'string'));

export const raise = async (...args) => {
  const response = await send(args.find((each) => typeof each === 'string'));
  if (!response.ok) throw Object.assign(new Error('Request failed'), { status: response.status, response });
  return response.json();
};

// What a handler of failures is given when it is called by its own name.
export const refused = (status) => new Response('{}', { status });
export const refusal = (status, path) => {
  const config = { url: `https://api.example.com${path}`, method: 'get', headers: {} };
  const response = { status, data: {}, headers: {}, config };
  return Object.assign(new Error(`Request failed with status code ${status}`), { status, response, config, isAxiosError: true });
};

export { render };
