/** Waits for 1,000 runs at once; a process of its own, to measure its memory. */
import { triggerAndWait } from "../mod.ts";

await Promise.all(
  Array.from({ length: 1_000 }, (_, i) =>
    triggerAndWait({
      url: Deno.env.get("DBT_URL")!,
      apiKey: Deno.env.get("DBT_API_KEY")!,
      accountId: 1,
      jobId: i + 1,
    })),
);
