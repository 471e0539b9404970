import { installFetch } from '../lib/installFetch';

installFetch();

export async function loadEpisodes() {
  const response = await fetch('/api/episodes');
  if (!response.ok) throw new Error(`Loading failed: ${response.status}`);
  return response.json();
}
