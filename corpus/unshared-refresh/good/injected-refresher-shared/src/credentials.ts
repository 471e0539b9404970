export interface Credentials {
  header(): Promise<string>;
  renewCredentials(): Promise<void>;
}
