import { assertEquals } from "@std/assert";
import { createEvents, type RunEvent } from "./events.ts";

const notice = (text: string): RunEvent => ({ type: "notice", text });

Deno.test("createEvents() keeps events until somebody listens, in their order", () => {
  const events = createEvents();
  const heard: RunEvent[] = [];
  events.emit(notice("a"));
  events.emit(notice("b"));
  events.listen((event) => heard.push(event));
  events.emit(notice("c"));
  assertEquals(heard, ["a", "b", "c"].map(notice));
});
