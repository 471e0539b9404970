let people: Array<(token: string) => void> = [];

export const wait = () =>
  new Promise<string>((enter) => {
    people.push(enter);
  });

export function release(token: string) {
  people.forEach((enter) => enter(token));
  people = [];
}

export function forget() {
  people = []; // want: stranded-waiters
}
