/** Runs one piece of work at a time, in the order asked. */
export type Lock = <Value>(work: () => Promise<Value>) => Promise<Value>;

export const createLock = (): Lock => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
};
