import { store, topUp } from './store';

const get = (path: string) =>
  fetch('https://api.example.com' + path, {
    headers: { Authorization: `Bearer ${store.getState().session.access}` },
  });

export async function fetchOrders(): Promise<unknown> {
  let res = await get('/orders');
  if (res.status === 401) {
    await store.dispatch(topUp()).unwrap();
    res = await get('/orders');
  }
  return res.json();
}
