import { renew } from './tokens';

class Buoy {
  private isConnecting = false;
  private socket: WebSocket | null = null;

  async connect(): Promise<void> {
    if (this.isConnecting) return; // ok: ineffective-single-flight
    this.isConnecting = true;
    try {
      const token = await renew();
      this.socket = new WebSocket(`wss://api.example.com/live?token=${token}`);
      this.socket.onclose = () => {
        this.socket = null;
      };
    } finally {
      this.isConnecting = false;
    }
  }
}

export const buoy = new Buoy();
