export class KeychainLocked extends Error {
  constructor() {
    super('keychain locked');
    this.name = 'KeychainLocked';
  }
}
