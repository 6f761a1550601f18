/** The address of a job's page in dbt Cloud, and what it says. */
import { isId } from "../../api/json.ts";
import { isLoopback } from "../../api/checks.ts";

/** What the address of a job's page says. */
export interface JobPage {
  url: string;
  accountId: number;
  projectId: number;
  jobId: number;
}

const PATH = /^\/deploy\/(\d+)\/projects\/(\d+)\/jobs\/(\d+)(?:\/|$)/;

/** Reads `https://HOST/deploy/ACCOUNT/projects/P/jobs/J`, whatever follows. */
export function readJobUrl(text: string): JobPage | undefined {
  if (!URL.canParse(text)) return;
  const { origin, protocol, hostname, pathname, username } = new URL(text);
  const isSafe = protocol === "https:" ||
    (protocol === "http:" && isLoopback(hostname));
  const ids = PATH.exec(pathname)?.slice(1).map(Number) ?? [];
  const [accountId, projectId, jobId] = ids;
  const isWhole = isId(accountId) && isId(projectId) && isId(jobId);
  if (!isSafe || username || !isWhole) return;
  return { url: origin, accountId, projectId, jobId };
}
