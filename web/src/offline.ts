/** Has the browser keep the page, so that it opens without a network. */

import type { App } from "./app.ts";
import { say } from "./words/words.ts";

export function keepOffline(app: App): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const isFirst = navigator.serviceWorker.controller === null;
  navigator.serviceWorker
    .register("./sw.js")
    .then(() => navigator.serviceWorker.ready)
    .then(() => {
      if (isFirst) app.tell(say("offlineReady"));
    })
    .catch(() => {
      // Not allowed here (a file opened from disk, say): the page works as long as it is open.
    });
}
