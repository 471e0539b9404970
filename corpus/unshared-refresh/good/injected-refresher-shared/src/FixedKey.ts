import type { Credentials } from './credentials';

export class FixedKey implements Credentials {
  constructor(private readonly key: string) {}

  async header(): Promise<string> {
    return `Key ${this.key}`;
  }

  async renewCredentials(): Promise<void> {
    throw new Error('a fixed key was refused');
  }
}
