/** The clock of the stand-in: dbt Cloud's own, which our tests keep steady while ours jumps. */
export const cloudClock = { now: (): number => Date.now() };
