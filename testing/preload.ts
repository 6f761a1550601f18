/**
 * Puts the stand-in in the place of dbt Cloud, so that the examples in the
 * documentation run as they are. All other addresses stay what they are.
 */
import { fakeDbtCloud } from "./fake_dbt_cloud.ts";

const cloud = fakeDbtCloud({
  accountId: 22219,
  queued: 100,
  jobs: {
    559062: {},
    559063: {},
    666: { ending: "error" },
    777: { queued: 0, running: 60_000 },
  },
});
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  const isCloud = hostname === "cloud.getdbt.com";
  return (isCloud ? cloud.fetch : realFetch)(input, init);
};
