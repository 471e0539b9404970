import { filter, Subject } from 'rxjs';
import type { Zone } from './Zone';

export interface SessionEvent {
  type: 'expires' | 'renewed' | 'changed';
}

interface Vault {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export class SessionService {
  readonly events = new Subject<SessionEvent>();

  constructor(
    private readonly zone: Zone,
    private readonly vault: Vault,
    private readonly tokenEndpoint: string,
  ) {}

  renewAutomatically(): void {
    this.events.pipe(filter((event) => event.type === 'expires')).subscribe(() => {
      this.renewInternal().catch(() => undefined);
    });
  }

  listenToFrames(): void {
    window.addEventListener('message', (message) => {
      if (message.data !== 'changed') return;
      this.zone.run(() => {
        this.onSessionChange();
      });
    });
  }

  private onSessionChange(): void {
    this.events.next({ type: 'changed' });
    this.renewInternal().catch(() => undefined);
  }

  private renewInternal(): Promise<void> {
    return this.trade();
  }

  trade(): Promise<void> {
    return new Promise((resolve, reject) => {
      const form = new URLSearchParams();
      form.set('grant_type', 'refresh_token');
      form.set('refresh_token', this.vault.get('refresh') ?? '');
      fetch(this.tokenEndpoint, { method: 'POST', body: form }) // want: unshared-refresh
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
        .then((pair) => {
          this.vault.set('access', pair.access_token);
          this.vault.set('refresh', pair.refresh_token);
          this.events.next({ type: 'renewed' });
          resolve();
        }, reject);
    });
  }
}
