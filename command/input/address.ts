/** Parses addresses: of dbt Cloud, of a job's page, and of a run's. */
import { isPlainHttps } from "../../api/option_checks.ts";
import { normalizeUrl } from "../../api/client.ts";
import { hideCredentials } from "../../api/text.ts";

/** The parts of a page's address. */
export interface Page {
  url: string;
  accountId: number;
  projectId?: number | undefined;
  jobId?: number | undefined;
  runId?: number | undefined;
}

/** The address of a job or of a run; the older form has a `#`. */
const PAGE = new RegExp(
  "^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)"
    .replaceAll("N", "[1-9]\\d{0,14}"),
);

/** Parses the address of a job's or a run's page, whatever follows it. */
export function parsePage(text: string): Page | undefined {
  if (!URL.canParse(text)) return;
  const url = new URL(text);
  const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
  const { groups } = PAGE.exec(path) ?? {};
  if (!groups || !isPlainHttps(url.origin) || url.username) return;
  // Only a run's page may lack the project.
  if (!groups.projectId && !groups.runId) return;
  const id = (name: string) => groups[name] ? Number(groups[name]) : undefined;
  return {
    url: url.origin,
    accountId: Number(groups.accountId),
    projectId: id("projectId"),
    jobId: id("jobId"),
    runId: id("runId"),
  };
}

/** Prepares an address for a comparison: a bare host gets its scheme. */
export function normalizeAddress(text: string): string {
  const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text) ||
    /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text);
  const url = isHost ? `https://${text}` : text;
  return URL.canParse(url) ? normalizeUrl(url) : url;
}

/** Describes the fault of an address that begins with `http://`, if it does. */
export function describeHttp(text: string): string | undefined {
  const rest = /^http:\/\/(.*)$/is.exec(text)?.[1];
  return rest && !isPlainHttps(text)
    ? `begins with http://: use https://${hideCredentials(rest)}`
    : undefined;
}
