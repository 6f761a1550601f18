/** Computes the pause between two polls. */
import { SECOND } from "./clock.ts";

/**
 * The pause is a share of the time waited so far, within these limits. `--help`
 * takes its words from here; a test holds the other documents to it.
 */
export const POLL_INTERVAL = { share: 0.02, min: SECOND, max: 5 * SECOND };

/** Returns the pause before the next poll, after a wait of so long. */
export function pollInterval(waited: number): number {
  const { share, min, max } = POLL_INTERVAL;
  return Math.min(Math.max(waited * share, min), max);
}
