import { io, type Socket } from 'socket.io-client';
import { freshTicket, VENUE } from './ticket';

export const stage: Socket = io(VENUE, {
  autoConnect: false,
  auth: (give) => {
    freshTicket()
      .then((token) => give({ token }))
      .catch(() => stage.disconnect());
  },
});
