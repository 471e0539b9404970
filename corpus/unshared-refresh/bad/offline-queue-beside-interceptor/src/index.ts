export { http } from './http';
export { enqueue, flushOutbox } from './outbox';
