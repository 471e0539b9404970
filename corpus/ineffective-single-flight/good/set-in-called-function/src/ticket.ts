type Seat = { resolve: (token: string) => void; reject: (why: unknown) => void };

const state = { open: false, seats: [] as Seat[] };

export const taken = () => state.open;

export function begin() {
  state.open = true;
}

export function sit(): Promise<string> {
  return new Promise((resolve, reject) => state.seats.push({ resolve, reject }));
}

export function end(token: string | null, why?: unknown) {
  const seats = state.seats.splice(0);
  state.open = false;
  for (const seat of seats) {
    if (token) seat.resolve(token);
    else seat.reject(why);
  }
}
