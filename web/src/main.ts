/** Puts the page together. */

import "./looks/base.css";
import "./looks/frame.css";
import "./looks/views.css";
import "./looks/editor.css";
import "./looks/narrow.css";
import { App } from "./app.ts";
import { acceptDrops } from "./drop.ts";
import { keepOffline } from "./offline.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { built, Signal } from "./signal.ts";
import { speak } from "./words/words.ts";
import { Client } from "./work/client.ts";
import type { Loading } from "./work/engine.ts";
import worker from "./work/worker.ts?worker&url";

speak(settings.value.words, navigator.languages);
const loading = new Signal<Loading | null>(null);

/** Starts ibid in a worker. One started from its own address would have no security policy; one made here inherits the page's. */
function startWorker(): Worker {
  const module = JSON.stringify(new URL(worker, location.href).href);
  const script = URL.createObjectURL(new Blob([`import ${module};`], { type: "text/javascript" }));
  return new Worker(script, { type: "module", name: "ibid" });
}

const client = new Client(startWorker, (part) => {
  loading.value = part.bytes === part.of ? null : part;
});
const app = new App(client);
let leave = () => {};
let words: string | null | undefined;

/** Builds the page anew when its language changes; the editor and what is known stay. */
settings.follow((now) => {
  document.documentElement.dataset.look = now.look;
  if (now.words === words) return;
  words = now.words;
  leave();
  speak(now.words, navigator.languages);
  leave = built(() => document.body.replaceChildren(...shell(app, loading)));
});

window.addEventListener("keydown", (event) => {
  if (event.key !== "F6") return;
  event.preventDefault();
  app.switchSides();
});
acceptDrops(app);
keepOffline(app);
