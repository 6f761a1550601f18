import { assert } from "@std/assert";
import { signalChaos } from "./chaos_signals.ts";
import { socketChaos } from "./chaos_sockets.ts";

Deno.test(
  "dbt-run starts one run and tells its end under 24 schedules over sockets",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const codes = await socketChaos(24, 20260131);
    assert(Object.keys(codes).length >= 3, JSON.stringify(codes));
  },
);

Deno.test(
  "dbt-run leaves no run that nobody was told of and no process under 12 signals, a third of them with an unread stdout",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const codes = await signalChaos(12, 20260131);
    assert(Object.keys(codes).length >= 2, JSON.stringify(codes));
  },
);
