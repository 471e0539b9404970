export * from './instances';
import './refresh';
