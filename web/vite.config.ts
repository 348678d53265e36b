import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { native } from "./test/native/server.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes the service worker, with the list of all files of the page. */
function serviceWorker(): Plugin {
  return {
    name: "ibid-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = [
        "./",
        ...Object.keys(bundle).filter((name) => name !== "index.html"),
        "icon.svg",
        "manifest.webmanifest",
      ];
      const contents = Object.values(bundle).map((file) => ("code" in file ? file.code : file.source));
      const version = contents
        .reduce((hash, content) => hash.update(content), createHash("sha256"))
        .digest("hex")
        .slice(0, 12);
      const source = `const VERSION = "${version}";\nconst FILES = ${JSON.stringify(files)};\n${readFileSync(here("src/sw.js"), "utf8")}`;
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

/** `--mode native` answers with the native program: for work on the page where there is no package. */
export default defineConfig(({ mode }) => ({
  base: "./",
  resolve: mode === "native" ? { alias: { ibid: here("test/native/ibid.ts") } } : {},
  plugins: [serviceWorker(), ...(mode === "native" ? [native()] : [])],
  worker: { format: "es" },
  build: {
    target: "es2022",
    license: { fileName: "licences.md" },
    outDir: mode === "native" ? "dist-native" : "dist",
    assetsInlineLimit: 0,
  },
}));
