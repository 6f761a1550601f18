/** Writes the outputs: values for the steps and jobs that follow. */
import type { Run } from "../../api/model.ts";
import { hasEnded } from "../../api/run_status.ts";
import type { Listener } from "../events.ts";
import type { Output } from "./output.ts";

/** Makes the listener that writes the outputs of the CI system. */
export function createOutputs(output: Output): Listener {
  const { ci, env, printer } = output;
  let written = "";
  let reused: boolean | undefined;

  function write(run: Run): void {
    const isOver = hasEnded(run);
    const state = `${run.id} ${isOver}`;
    if (state === written) return;
    written = state;
    const values = {
      run_id: `${run.id}`,
      run_url: printer.clean(run.href),
      ...(reused !== undefined && { reused: `${reused}` }),
      ...(isOver && { run_status: run.status }),
      ...(isOver && run.gitSha && { git_sha: printer.clean(run.gitSha) }),
    };
    output.send(ci.outputs?.(values, env));
  }
  return {
    on(event) {
      if (event.type === "started") reused = event.reused;
      if ("run" in event) write(event.run);
    },
    end({ run }) {
      if (run) write(run);
      return output.flush();
    },
  };
}
