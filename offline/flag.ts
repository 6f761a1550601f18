/**
 * What makes Deno do without jsr.io where jsr.io does not answer within 3 s:
 * printed for the tasks in deno.json, or as a function for other processes.
 */
const IMPORT_MAP = "--import-map=offline/import_map.json";

/** The flag, or none where jsr.io answers. */
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
  return [IMPORT_MAP];
}

if (import.meta.main) {
  // deno-lint-ignore no-console
  console.log((await offlineFlags()).join(" "));
}
