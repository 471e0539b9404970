import { Client } from './Client';

export const bookings = new Client('https://api.example.com/bookings');
export const prices = new Client('https://api.example.com/prices');
