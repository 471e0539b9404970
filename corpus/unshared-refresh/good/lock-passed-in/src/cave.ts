import { Mutex } from 'async-mutex';
import { CaveClient } from './CaveClient';

export const cave = new CaveClient({ root: 'https://api.example.com', lock: new Mutex() });
