export interface BatchOutcome<T> {
  readonly done: readonly T[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
}

/** Does the work for each item, a few at a time; one that fails does not stop the others. */
export async function inBatches<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  size = 5,
): Promise<BatchOutcome<T>> {
  const done: T[] = [];
  const failed: { item: T; error: unknown }[] = [];
  for (let start = 0; start < items.length; start += size) {
    await Promise.all(
      items.slice(start, start + size).map((item) =>
        work(item).then(
          () => done.push(item),
          (error: unknown) => failed.push({ item, error }),
        ),
      ),
    );
  }
  return { done, failed };
}
