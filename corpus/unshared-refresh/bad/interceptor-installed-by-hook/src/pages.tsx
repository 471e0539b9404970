import { useEffect, useState } from 'react';
import { useHttp } from './useHttp';

export { http } from './http';
export { useHttp };

export function Flats() {
  const http = useHttp();
  const [flats, setFlats] = useState<{ id: string }[]>([]);
  useEffect(() => {
    http.get('/flats').then((res) => setFlats(res.data), console.error);
  }, [http]);
  return <ul>{flats.map((f) => <li key={f.id}>{f.id}</li>)}</ul>;
}

export function Rents() {
  const http = useHttp();
  const [total, setTotal] = useState(0);
  useEffect(() => {
    http.get('/rents').then((res) => setTotal(res.data.total), console.error);
  }, [http]);
  return <p>{total}</p>;
}
