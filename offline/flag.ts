/**
 * The flag that makes Deno do without jsr.io where it does not answer within 3 s:
 * printed for the tasks in deno.json, or as a function for other processes.
 */
const IMPORT_MAP = "offline/import_map.json";

/** The flag for a process in any folder, or none where jsr.io answers. */
export async function offlineFlags(): Promise<string[]> {
  const registry = Deno.env.get("JSR_URL") ?? "https://jsr.io";
  try {
    const url = new URL("/@std/assert/meta.json", registry);
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    if (response.ok) return [];
  } catch {
    // It does not answer.
  }
  return [`--import-map=${import.meta.dirname}/../${IMPORT_MAP}`];
}

if (import.meta.main) {
  // Relative, for a task splits what is printed at the spaces of a path.
  const isOffline = (await offlineFlags()).length > 0;
  // deno-lint-ignore no-console
  console.log(isOffline ? `--import-map=${IMPORT_MAP}` : "");
}
