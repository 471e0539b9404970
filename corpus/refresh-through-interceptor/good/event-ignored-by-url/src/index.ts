import { Http } from './Http';
import { UserManager } from './UserManager';

const http = new Http('https://api.example.com');
export const users = new UserManager(http);
export const notes = {
  list: () => http.send('GET', '/notes'),
};
