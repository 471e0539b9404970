let tail = Promise.resolve();

export function inTurn(task) {
  const turn = tail.then(task);
  tail = turn.catch(() => undefined);
  return turn;
}
