/** Reads environment variables: whatever stands in one, reading it cannot throw. */

/** Why a variable cannot be used: it may not be read, or its bytes are no text. */
export type VariableFault = "denied" | "not text";

/** A variable of the environment as it was read. */
export interface Variable {
  /** The value, or `undefined` if the variable is not set or cannot be used. */
  text?: string | undefined;
  /** The value itself is never part of a message about it: it may be a key. */
  fault?: VariableFault | undefined;
}

/** Looks up a variable; it may throw. */
export type EnvReader = (name: string) => string | undefined;

/** The globals of the runtimes, as far as they are used here. */
interface Runtime {
  Deno?: typeof Deno;
  process?: { env: Record<string, string | undefined> };
}

/**
 * Reads a variable by `read`, whose errors may hold the value: Deno throws at a
 * value that is not UTF-8 and shows it. Node puts U+FFFD in its place.
 */
export function readVariable(read: EnvReader, name: string): Variable {
  try {
    const text = read(name);
    return text?.includes("\ufffd") ? { fault: "not text" } : { text };
  } catch (error) {
    return { fault: isPermissionError(error) ? "denied" : "not text" };
  }
}

/** Reads a variable of the runtime, without asking anybody for permission. */
export function readRuntimeVariable(name: string): Variable {
  const { Deno: deno } = globalThis as Runtime;
  if (!deno) {
    // Only where there is no Deno: there, a look at `process` takes 25 ms.
    const { process } = globalThis as Runtime;
    return readVariable((variable) => process?.env[variable], name);
  }
  const { state } = deno.permissions.querySync({ name: "env", variable: name });
  if (state !== "granted") return { fault: "denied" };
  return readVariable((variable) => deno.env.get(variable), name);
}

/** Whether an error is Deno's for a permission that is missing. */
export function isPermissionError(error: unknown): boolean {
  return error instanceof Error && error.name === "NotCapable";
}
