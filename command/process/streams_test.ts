/** The output queue: the order of both streams, and readers that stall. */
import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { createStreams, type RawStream } from "./streams.ts";

/** A stream whose reader takes a write only when `take()` is called. */
function createReader() {
  const texts: string[] = [];
  const pending: (() => void)[] = [];
  let isStalled = false;
  const stream: RawStream = {
    async write(bytes) {
      if (isStalled) await new Promise<void>((take) => pending.push(take));
      texts.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
    isTerminal: () => false,
  };
  return {
    stream,
    texts,
    stall: () => isStalled = true,
    take: () => pending.splice(0).forEach((take) => take()),
  };
}

Deno.test("createStreams() writes both streams in the order of their lines", async () => {
  const order: string[] = [];
  const record = (name: string): RawStream => ({
    write(bytes) {
      const text = new TextDecoder().decode(bytes).trim();
      order.push(`${name} ${text}`);
      return Promise.resolve(bytes.length);
    },
    isTerminal: () => false,
  });
  const { out, err, flush } = createStreams(record("out"), record("err"));
  out.line("1");
  err.line("2");
  out.line("3");
  await flush();
  assertEquals(order, ["out 1", "err 2", "out 3"]);
});

Deno.test("createStreams() lets a stream overtake the other one that has stalled for 1 s", async () => {
  using time = new FakeTime();
  const [out, err] = [createReader(), createReader()];
  err.stall();
  const streams = createStreams(out.stream, err.stream);
  streams.err.line("nobody reads this");
  streams.out.line("a document");
  const flushing = streams.flush(5_000);
  await time.tickAsync(500);
  assertEquals(out.texts, []);
  for (let i = 0; i < 12; i++) await time.tickAsync(50);
  assertEquals(out.texts, ["a document\n"]);
  err.take();
  await time.tickAsync(50);
  await flushing;
  assertEquals(streams.waiting(), 0);
});

Deno.test("flush() gives up when nothing was taken for the limit", async () => {
  using time = new FakeTime();
  const [out, err] = [createReader(), createReader()];
  out.stall();
  const streams = createStreams(out.stream, err.stream);
  streams.out.line("text");
  const startedAt = time.now;
  let took = 0;
  const flushing = streams.flush(300).then(() => took = time.now - startedAt);
  for (let i = 0; i < 10; i++) await time.tickAsync(50);
  await flushing;
  assertEquals({ took, waiting: streams.waiting() }, { took: 300, waiting: 5 });
  out.take();
});

Deno.test("a reader that has gone away costs its lines, and holds up nothing", async () => {
  const gone: RawStream = {
    write: () => Promise.reject(new Error("Broken pipe")),
    isTerminal: () => false,
  };
  const reader = createReader();
  const { out, err, flush } = createStreams(gone, reader.stream);
  out.line("lost");
  err.line("read");
  await flush();
  assertEquals(reader.texts, ["read\n"]);
});
