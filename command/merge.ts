/** Two streams as one. */

/**
 * Yields what both generators yield, as it comes. The first one decides: when it
 * ends or fails, `end` is called, which must make the second one end soon. What
 * that still yields after a good end is passed on.
 */
export async function* merge<T, R>(
  main: AsyncGenerator<T, R>,
  side: AsyncGenerator<T>,
  end: (isGood: boolean) => void,
): AsyncGenerator<T, R> {
  const next = async (of: AsyncGenerator<T, R | void>) => ({
    of,
    result: await of.next(),
  });
  const awaited = new Map([main, side].map((of) => [of, next(of)]));
  let ended: R | undefined;
  try {
    while (awaited.size > 0) {
      const { of, result } = await Promise.race(awaited.values());
      if (!result.done) {
        yield result.value;
        awaited.set(of, next(of));
        continue;
      }
      awaited.delete(of);
      if (of !== main) continue;
      ended = result.value as R;
      end(true);
    }
    return ended as R;
  } finally {
    end(false);
    await side.return(undefined);
  }
}
