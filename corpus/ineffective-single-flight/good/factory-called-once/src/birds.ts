import { makeClient } from './makeClient';

type Client = ReturnType<typeof makeClient>;

class Birds {
  private client: Client | undefined;

  open(root: string): void {
    this.client = makeClient(root);
  }

  async sightings(): Promise<string[]> {
    if (!this.client) throw new Error('not open');
    const res = await this.client.get('/sightings');
    return res.json();
  }
}

export const birds = new Birds();
