import { assertEquals } from "@std/assert";
import { createNewsFinder } from "./step_news.ts";

const findOpenEnd = (text: string) => text.length;

Deno.test("createNewsFinder() announces a step once, and prints whole lines once", () => {
  const findNews = createNewsFinder({ findOpenEnd });
  // Each event is a log's lines, or the type of the event.
  const find = (logs: string, isLast = false) =>
    findNews({
      steps: [{
        index: 1,
        name: "dbt build",
        status: "running",
        startedAt: null,
        finishedAt: null,
        durationMs: null,
        logs,
      }],
      raw: { id: 7 },
      isWhole: true,
      bytes: 100,
    }, { isLast }).map((event) =>
      event.type === "log" ? event.lines : event.type
    );
  assertEquals(find("first\nsec"), ["step", ["first"]]);
  assertEquals(find("first\nsec"), []);
  assertEquals(find("first\nsecond\nthird"), [["second"]]);
  assertEquals(find("first\nsecond\nthird", true), [["third"]]);
});
