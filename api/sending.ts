/**
 * Learns from Node whether a request was sent.
 *
 * Behind a proxy that closes the connection, Node's `fetch` connects again and
 * again, and never fails. What it does is published in `diagnostics_channel`:
 * https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
/** A message of the channels that are listened to, as far as it is used. */
interface SendingMessage {
  request?: { method?: string; origin?: string; path?: string };
  connectParams?: { hostname?: string };
  error?: Error & { code?: string };
}

/** Node's module, as far as it is used. */
interface DiagnosticsChannel {
  subscribe(name: string, listener: (message: SendingMessage) => void): void;
  unsubscribe(name: string, listener: (message: SendingMessage) => void): void;
}

interface NodeRuntime {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/** The progress of a request, until it is closed. */
export interface Sending {
  /** Aborted when the runtime would try to connect without end. */
  signal?: AbortSignal;
  /** Whether the runtime knows that the request was never sent. */
  hasNeverLeft: () => boolean;
  close: () => void;
}

/** Listens to the progress of a request that goes through a proxy. */
export function watchSending(
  url: URL,
  method: string,
): Sending | undefined {
  const { process } = globalThis as NodeRuntime;
  const channels = process?.getBuiltinModule?.("node:diagnostics_channel") as
    | DiagnosticsChannel
    | undefined;
  if (!channels) return;
  const controller = new AbortController();
  let isKnown = false;
  let hasLeft = false;
  const isThisRequest = ({ request }: SendingMessage) =>
    request?.method === method && request.origin === url.origin &&
    request.path === url.pathname + url.search;
  const listeners: { [name: string]: (message: SendingMessage) => void } = {
    "undici:request:create": (message) => isKnown ||= isThisRequest(message),
    "undici:client:sendHeaders": (message) =>
      hasLeft ||= isThisRequest(message),
    "undici:client:connectError": ({ connectParams, error }) => {
      if (connectParams?.hostname !== url.hostname) return;
      // "Other side closed" does not say which side.
      const isClosed = !error || error.code === "UND_ERR_SOCKET";
      const closed = new Error("the proxy closed the connection");
      controller.abort(isClosed ? closed : error);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) {
    channels.subscribe(name, listener);
  }
  return {
    signal: controller.signal,
    // A `fetch` of the caller may be another one, which publishes nothing.
    hasNeverLeft: () => isKnown && !hasLeft,
    close() {
      for (const [name, listener] of Object.entries(listeners)) {
        channels.unsubscribe(name, listener);
      }
    },
  };
}
