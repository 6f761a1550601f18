/**
 * The order of events: a run is started or found, then followed to its end. How
 * the command ends is up to `verdict.ts` and `early_end.ts`. Modules that the
 * first POST does not need are imported when they are needed.
 */
import type { Context } from "./context.ts";
import type { Result } from "./run_state.ts";
import { findOrStart } from "./start_run.ts";

/** Does what the command is for. It ends in a result, whatever goes wrong. */
export async function runCommand(context: Context): Promise<Result> {
  try {
    switch (context.command) {
      case "cancel":
        return await (await import("./cancel_command.ts"))
          .cancelNamedRun(context);
      case "status":
        return await (await import("./status_command.ts")).showStatus(context);
      default:
        return await startAndFollow(context);
    }
  } catch (error) {
    const { endEarly } = await import("./early_end.ts");
    return await endEarly(context, error);
  }
}

/** Starts or finds a run, and follows it to the end. */
async function startAndFollow(context: Context): Promise<Result> {
  const run = await findOrStart(context);
  // A dry run starts nothing.
  if (run === undefined) return { end: "succeeded" };
  if (!context.values.wait) {
    // Nobody waits for the verdict: a run that was started is a success.
    return { end: "succeeded", run: context.state.current.run };
  }
  const { followRun } = await import("./follow_run.ts");
  return await followRun(context, run);
}
