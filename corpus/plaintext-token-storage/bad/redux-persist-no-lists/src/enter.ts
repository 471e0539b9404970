import { store } from './store';
import { admitted } from './store/member';

export async function enter(card: string) {
  const res = await fetch('https://api.example.com/login', { method: 'POST', body: card });
  if (!res.ok) throw new Error('login: ' + res.status);
  const body = await res.json();
  store.dispatch(admitted({ nickname: body.nickname, accessToken: body.accessToken }));
}
