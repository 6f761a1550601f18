/** Hands the run on to the steps and jobs that follow, as the CI system does it. */
import type { CiSystem } from "../../ci/ci_system.ts";
import { hasEnded, type Run } from "../../api/run.ts";
import type { Consumer } from "../events.ts";
import type { Output } from "./output.ts";

/** Makes the consumer that writes the outputs of the CI system. */
export function createOutputs(ci: CiSystem, output: Output): Consumer {
  let told = "";
  let reused: boolean | undefined;
  function tell(run: Run): void {
    const isOver = hasEnded(run);
    const state = `${run.id} ${isOver}`;
    if (state === told) return;
    told = state;
    const values = {
      run_id: `${run.id}`,
      run_url: run.href,
      ...(reused !== undefined && { reused: `${reused}` }),
      ...(isOver && { run_status: run.status }),
      ...(isOver && run.gitSha && { git_sha: output.safe(run.gitSha) }),
    };
    output.tell(ci.outputs?.(values, output.env) ?? {});
  }
  return {
    on(event) {
      if (event.type === "started") reused = event.reused;
      if (event.type === "started" || event.type === "polled") tell(event.run);
    },
    done({ run }) {
      if (run) tell(run);
      return output.finished();
    },
  };
}
