import { assertEquals, assertRejects } from "@std/assert";
import { abortable } from "./abortable.ts";

const never = new Promise<never>(() => {});

Deno.test("abortable() settles as the promise does", async () => {
  const { signal } = new AbortController();
  assertEquals(await abortable(Promise.resolve(5), signal), 5);
  assertEquals(await abortable(Promise.resolve(5), undefined), 5);
  const failing = () => abortable(Promise.reject(new Error("No")), signal);
  await assertRejects(failing, Error, "No");
});

Deno.test("abortable() rejects with the signal's reason, before and while it waits", async () => {
  const reason = new Error("Stop");
  await assertRejects(
    () => abortable(never, AbortSignal.abort(reason)),
    Error,
    "Stop",
  );
  const controller = new AbortController();
  const waiting = assertRejects(
    () => abortable(never, controller.signal),
    Error,
    "Stop",
  );
  controller.abort(reason);
  await waiting;
});

Deno.test("abortable() leaves no listener behind", async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: unknown[]) => {
    listeners++;
    addEventListener.apply(signal, args as never);
  };
  signal.removeEventListener = (...args: unknown[]) => {
    listeners--;
    removeEventListener.apply(signal, args as never);
  };
  await abortable(Promise.resolve(), signal);
  assertEquals(listeners, 0);
});
