/** `@std/assert` for networks without jsr.io: what is used of it here. */
import nodeAssert from "node:assert/strict";

type ErrorClass<E> = abstract new (...args: never[]) => E;

/** Fails unless `condition` holds. */
export function assert(condition: unknown, message = ""): asserts condition {
  nodeAssert.ok(condition, message);
}

/** Fails unless both are equal in depth. */
export function assertEquals<T>(actual: T, expected: T, message?: string) {
  if (equal(actual, expected)) return;
  nodeAssert.deepEqual(actual, expected, message); // It shows the difference.
  throw new nodeAssert.AssertionError({ message, actual, expected });
}

/** Fails if both are equal in depth. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string) {
  if (!equal(actual, expected)) return;
  throw new nodeAssert.AssertionError({ message, actual, expected });
}

/** Whether two values of plain data are equal in depth. */
function equal(one: unknown, other: unknown): boolean {
  if (one === other || Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (one instanceof Date && other instanceof Date) {
    return Object.is(one.getTime(), other.getTime());
  }
  if (!isPlain(one) || !isPlain(other)) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Reflect.ownKeys(one);
  return keys.length === Reflect.ownKeys(other).length &&
    keys.every((key) => key in other && equal(one[key], other[key]));
}

type AnyObject = { [key: PropertyKey]: unknown };

function isObject(value: unknown): value is AnyObject {
  return typeof value === "object" && value !== null;
}

function isPlain(value: AnyObject): boolean {
  const prototype = Object.getPrototypeOf(value);
  return [null, Object.prototype, Array.prototype].includes(prototype);
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
