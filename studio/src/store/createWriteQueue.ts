/**
 * Writes of one record one after another, each against the version that the one before it made: whoever presses a key
 * twice has not been overtaken by anybody.
 */
export function createWriteQueue() {
  const waiting = new Map<string, Promise<unknown>>();
  const made = new Map<string, number>();

  /**
   * `shown`: the version that is on the screen. `write` gives the version that it made. Throws what `write` throws; what
   * comes after it is written all the same.
   */
  return function inTurn(
    id: string,
    shown: number | undefined,
    write: (version: number | undefined) => Promise<number | undefined>,
  ): Promise<number | undefined> {
    const turn = async () => {
      const own = made.get(id);
      const version = await write(shown === undefined || own === undefined ? shown : Math.max(shown, own));
      if (version !== undefined) made.set(id, version);
      return version;
    };
    const result = (waiting.get(id) ?? Promise.resolve()).then(turn, turn);
    waiting.set(id, result);
    const leave = () => {
      if (waiting.get(id) === result) waiting.delete(id);
    };
    result.then(leave, leave);
    return result;
  };
}
