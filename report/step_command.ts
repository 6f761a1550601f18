/** Reads the dbt command of a step, and knows which artifact has its results. */
/** Reads the dbt command from a step's name, else returns the name. */
export function extractCommand(stepName: string): string {
  return /`(.+)`/s.exec(stepName)?.[1] ?? stepName;
}

/** The words of a command; a quoted one is whole, and keeps its quotes. */
const WORD = /(?:"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\S)+/gs;
const VERB =
  /^(build|clean|clone|compile|debug|deps|docs|init|lint|list|ls|parse|retry|run|run-operation|seed|show|snapshot|source|test)$/;
/** The flags of dbt whose value is the next word. */
const TAKES_VALUE =
  /^(-t|--(log-(level|format)(-file)?|log-path|profiles-dir|project-dir|profile|target|target-path|vars|state|threads|printer-width|warn-error-options|event-time-(start|end)))$/;
const NO_ARTIFACTS = /^(deps|debug|clean|init)$/;
/** The commands without results of their own. */
const NO_RESULTS = /^(docs|parse|ls|list|show)$/;

/** The step of the checkbox "Run source freshness". */
const SOURCE_FRESHNESS = /^(?:run )?source freshness$/i;

/** Finds dbt's command: the first one that is no flag's value. */
export function findVerb(stepName: string): string {
  if (SOURCE_FRESHNESS.test(stepName.trim())) return "source";
  return extractCommand(stepName).match(WORD)?.find((word, i, words) =>
    VERB.test(word) && !TAKES_VALUE.test(words[i - 1] ?? "")
  ) ?? "";
}

/** Whether a step is a dbt command that may write artifacts. */
export function isDbtCommand(stepName: string): boolean {
  const name = stepName.trim();
  return SOURCE_FRESHNESS.test(name) ||
    (/^Invoke dbt/i.test(name) && !NO_ARTIFACTS.test(findVerb(name)));
}

/** Names the artifact with the results of a step, if it may have any. */
export function resultsFile(stepName: string): string | undefined {
  const verb = findVerb(stepName);
  if (!isDbtCommand(stepName) || NO_RESULTS.test(verb)) return;
  return verb === "source" ? "sources.json" : "run_results.json";
}

/** Whether a step runs nodes; freshness and operations have results of their own. */
export function runsNodes(stepName: string): boolean {
  return resultsFile(stepName) === "run_results.json" &&
    !/^(?:run-operation|compile)$/.test(findVerb(stepName));
}
