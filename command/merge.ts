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
  let fromMain = main.next();
  let fromSide = side.next();
  let isSideOver = false;
  try {
    for (;;) {
      const isMain = await Promise.race([
        fromMain.then(() => true),
        ...(isSideOver ? [] : [fromSide.then(() => false)]),
      ]);
      const { done, value } = await (isMain ? fromMain : fromSide);
      if (isMain && done) {
        end(true);
        while (!isSideOver) {
          const rest = await fromSide;
          isSideOver = rest.done === true;
          if (!rest.done) {
            yield rest.value;
            fromSide = side.next();
          }
        }
        return value;
      }
      if (done) isSideOver = true;
      else {
        yield value as T;
        if (isMain) fromMain = main.next();
        else fromSide = side.next();
      }
    }
  } finally {
    end(false);
    await side.return(undefined);
  }
}
