/** Compares a value with the snapshot of a test. */

/** Asserts that a value is that of the snapshot; if not, says how it is written. */
export async function assertSnapshot(
  t: Deno.TestContext,
  value: unknown,
): Promise<void> {
  try {
    await t.assertSnapshot(value);
  } catch (error) {
    const { message } = error as Error;
    const file = t.origin.slice(new URL("..", import.meta.url).href.length);
    throw new Error(
      `${message}\nIf the new value is right: \`deno task test -u ${file}\``,
      { cause: error },
    );
  }
}
