/** The reports that are written into files: the summary, and JUnit. */
import type { CiSystem } from "../../ci/ci_system.ts";
import { junit } from "../../report/junit.ts";
import { summary } from "../../report/summary.ts";
import type { Consumer } from "../events.ts";
import type { Output } from "./output.ts";
import type { Values } from "../input/settings.ts";

/** Makes the consumer that writes the reports. */
export function createReportFiles(
  values: Pick<Values, "junit" | "summary">,
  ci: CiSystem,
  output: Output,
): Consumer {
  return {
    async done({ report }) {
      if (!report) return;
      if (values.junit) await output.write(values.junit, junit(report));
      const { gitSha } = report.run;
      const linkTo = (file: string) =>
        gitSha ? ci.fileUrl?.(file, gitSha, output.env) : undefined;
      const page = summary(report, { linkTo });
      if (values.summary) await output.write(values.summary, page);
      if (ci.summary) output.tell(ci.summary(page, output.env));
      await output.finished();
    },
  };
}
