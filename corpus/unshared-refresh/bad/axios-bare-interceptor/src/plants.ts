import { http } from './http';

export async function listPlants() {
  const { data } = await http.get('/plants');
  return data;
}

export async function waterPlant(id: string) {
  await http.post(`/plants/${id}/water`);
}
