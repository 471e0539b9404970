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

export { render };
