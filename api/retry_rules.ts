/** Decides after a fault, by one table for every operation and status. */
import { DbtCloudError, type FaultKind } from "./errors.ts";

/** The operations that the table tells apart. */
export type Operation =
  /** A POST that starts a run: trigger or retry. */
  | "start"
  /** A list of runs, to find one. */
  | "look up"
  /** A poll of a run that is waited for. */
  | "poll"
  /** The same in the first minute of a run that this process started. */
  | "poll new run"
  /** A POST that cancels a run. */
  | "cancel"
  /** A read of anything else: a job, the steps, an artifact. */
  | "read";

/** The next step after a fault. */
export type Decision =
  /** Do it again after a pause. */
  | "again"
  /** Final if the next attempt says the same. */
  | "confirm"
  /** It may have been done: look before it is done again. */
  | "look up"
  /** Give up. */
  | "final";

interface Rule {
  /** The faults that the rule is about. */
  faults: string;
  matches: (error: DbtCloudError) => boolean;
  /** The decision for all operations that are not named. */
  otherwise: Decision;
  decisions?: { [O in Operation]?: Decision };
}

const kind = (...kinds: FaultKind[]) => ({ kind }: DbtCloudError) =>
  kind !== undefined && kinds.includes(kind);
const status = (...statuses: number[]) => ({ status }: DbtCloudError) =>
  status !== undefined && statuses.includes(status);

/** The first rule that matches decides. */
export const RULES: readonly Rule[] = [
  // Nothing left this machine, so nothing can have been done.
  { faults: "no connection", matches: kind("unsent"), otherwise: "again" },
  // dbt Cloud may have done it before the answer was lost.
  {
    faults: "lost or unreadable answer",
    matches: kind("lost", "unreadable"),
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // dbt Cloud refuses before it does anything, and asks for a pause.
  { faults: "429", matches: status(429), otherwise: "again" },
  // A gateway may say these of a request that it passed on.
  {
    faults: "408, 425, and 409 that is not dbt Cloud's JSON",
    matches: ({ status, kind }) =>
      status === 408 || status === 425 ||
      (status === 409 && kind !== "refused"),
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // Jobs were seen to start behind such an answer.
  {
    faults: "5xx",
    matches: ({ status }) => (status ?? 0) >= 500,
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // Whatever showed a page may have passed the request on.
  {
    faults: "a page with a good status",
    matches: ({ kind, status = 0 }) => kind === "foreign" && status < 300,
    otherwise: "again",
    decisions: { start: "look up" },
  },
  // A proxy or a firewall refuses what it does not pass on; it may recover.
  {
    faults: "3xx or 4xx that is not dbt Cloud's JSON",
    matches: kind("foreign"),
    otherwise: "again",
    decisions: { start: "final" },
  },
  // A wrong id or a missing permission; for new things, a copy that lags.
  {
    faults: "404 of dbt Cloud",
    matches: status(404),
    otherwise: "final",
    decisions: { poll: "confirm", "poll new run": "again", read: "again" },
  },
  // A wrong key or a missing permission, unless one server of many is ill.
  {
    faults: "401, 403 of dbt Cloud",
    matches: status(401, 403),
    otherwise: "final",
    decisions: { poll: "confirm", "poll new run": "confirm" },
  },
  // The same request will be refused again; a poll costs little.
  {
    faults: "any other refusal of dbt Cloud",
    matches: () => true,
    otherwise: "final",
    decisions: { poll: "again", "poll new run": "again" },
  },
];

/** Decides what to do after an error. */
export function decide(operation: Operation, error: unknown): Decision {
  if (!(error instanceof DbtCloudError)) return "final";
  const rule = RULES.find(({ matches }) => matches(error))!;
  return rule.decisions?.[operation] ?? rule.otherwise;
}
