export interface Zone {
  run(work: () => void): void;
}
