/** `@std/assert` for networks without jsr.io: what is used of it here. */
import nodeAssert from "node:assert/strict";

type ErrorClass<E> = abstract new (...args: never[]) => E;

/** Fails unless `condition` holds. */
export function assert(condition: unknown, message = ""): asserts condition {
  nodeAssert.ok(condition, message);
}

/** Fails unless both are equal in depth. */
export function assertEquals<T>(actual: T, expected: T, message?: string) {
  nodeAssert.deepEqual(actual, expected, message);
}

/** Fails if both are equal in depth. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string) {
  nodeAssert.notDeepEqual(actual, expected, message);
}

/** Fails unless `actual` holds `expected`. */
export function assertStringIncludes(actual: string, expected: string) {
  assert(
    actual.includes(expected),
    `Expected ${JSON.stringify(actual)} to contain ${JSON.stringify(expected)}`,
  );
}

/** Fails unless `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp) {
  nodeAssert.match(actual, expected);
}

/** Fails unless `low` is the lower. */
export function assertLess(low: number, high: number) {
  assert(low < high, `Expected ${low} < ${high}`);
}

/** Fails unless the call rejects, and with such an error; returns it. */
export async function assertRejects<E extends Error = Error>(
  call: () => PromiseLike<unknown>,
  type: ErrorClass<E> = Error as unknown as ErrorClass<E>,
  includes = "",
): Promise<E> {
  let result;
  try {
    result = await call();
  } catch (error) {
    assert(error instanceof type, `Expected ${type.name}, got ${error}`);
    assertStringIncludes(error.message, includes);
    return error;
  }
  throw new nodeAssert.AssertionError({
    message: "Expected the call to reject",
    actual: result,
  });
}
