import { assert, assertEquals } from "@std/assert";
import { HOUR, MINUTE, SECOND, waitIn } from "../testing/harness.ts";

Deno.test("waitForRun() takes a run that failed while it was cancelled as cancelled", async () => {
  const { run } = await waitIn({
    ending: "error",
    faults: { retrieve: [{ data: { is_cancelled: true } }] },
  });
  assertEquals(run.status, "cancelled");
});

Deno.test("waitForRun() takes an unknown status of a run in progress as running", async () => {
  const seen: string[] = [];
  await waitIn(
    { faults: { retrieve: [{ data: { status: 4, in_progress: true } }] } },
    { onUpdate: ({ status }) => seen.push(status) },
  );
  assertEquals(seen, ["running", "success"]);
});

for (
  const [booleans, expected] of [
    [{ is_complete: true, is_success: true }, "success"],
    [{ is_complete: true, is_error: true }, "error"],
    [{ is_complete: true, is_cancelled: true }, "cancelled"],
    [{ is_complete: true }, "error"],
  ] as const
) {
  Deno.test(`waitForRun() takes an unknown status with ${Object.keys(booleans).join(" and ")} as ${expected}`, async () => {
    const data = { status: 99, in_progress: false, ...booleans };
    const { run, took } = await waitIn({
      running: HOUR,
      faults: { retrieve: Array(99).fill({ data }) },
    });
    assertEquals(run.status, expected);
    assert(took <= 2 * SECOND);
  });
}

for (
  const [boolean, expected] of [
    ["is_error", "error"],
    ["is_cancelled", "cancelled"],
  ] as const
) {
  Deno.test(`waitForRun() takes no success for one that says ${boolean}`, async () => {
    const data = { status: 10, in_progress: false, [boolean]: true };
    const { run } = await waitIn({
      running: HOUR,
      faults: { retrieve: Array(99).fill({ data }) },
    });
    assertEquals(run.status, expected);
  });
}

for (const status of ["0x0a", true, "10.0", [10], " 10"]) {
  Deno.test(`waitForRun() does not take ${JSON.stringify(status)} for the number of a status`, async () => {
    const data = { status, in_progress: true };
    const { run, took } = await waitIn({
      running: MINUTE,
      faults: { retrieve: Array(5).fill({ data }) },
    });
    assertEquals(run.status, "success");
    assert(took >= MINUTE);
  });
}

Deno.test("waitForRun() reads a status that is a number in a text", async () => {
  const { run, took } = await waitIn({
    running: HOUR,
    faults: { retrieve: [{ data: { status: "10" } }] },
  });
  assertEquals(run.status, "success");
  assert(took <= 2 * SECOND);
});
