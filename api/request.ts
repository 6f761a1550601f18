/** The parts of a request to dbt Cloud. */
import type { Json } from "./json.ts";

/** A request to dbt Cloud. */
export interface ApiRequest {
  /** The action, for the error: "trigger job 7". */
  to: string;
  method?: "GET" | "POST";
  /** The path below the account. */
  path: string;
  query?: { [name: string]: string | number } | undefined;
  body?: Json | undefined;
  /** The run that the request is about. */
  runId?: number | undefined;
  /** Aborts the request; by default the client's signal. */
  signal?: AbortSignal | undefined;
  /** The maximum wait for the whole answer, in milliseconds. */
  timeLimit?: number | undefined;
}
