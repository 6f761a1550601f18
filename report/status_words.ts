/** The words for a run that has ended. */
import type { RunStatus } from "../api/model.ts";

/** The words for one way in which a run ends. */
export interface EndedRunWords {
  /** It begins the verdict: "Failed after 20 s". */
  title: string;
  /** It stands before the duration. */
  preposition: "in" | "after";
  /** It follows the name of the run: "Run 5 was cancelled". */
  verb: string;
  symbol: string;
}

/** The words for each status of a run that has ended. */
export const ENDED_RUN_WORDS: { [S in RunStatus]?: EndedRunWords } = {
  success: {
    title: "Succeeded",
    preposition: "in",
    verb: "succeeded",
    symbol: "✅",
  },
  error: {
    title: "Failed",
    preposition: "after",
    verb: "failed",
    symbol: "❌",
  },
  cancelled: {
    title: "Cancelled",
    preposition: "after",
    verb: "was cancelled",
    symbol: "⛔",
  },
};
