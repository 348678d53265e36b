import assert from "node:assert/strict";
import { test } from "node:test";

import { find } from "../src/program";

function machine(platform: NodeJS.Platform, searchPath: string, files: string[]) {
  return { platform, searchPath, isFile: (file: string) => files.includes(file) };
}

test("the program of the settings comes first, then the one that came along, then the PATH", () => {
  const unix = machine("linux", "/usr/bin::/home/ada/.cargo/bin", ["/home/ada/.cargo/bin/ibid", "/extension/bin/ibid"]);
  assert.equal(find(" /opt/ibid ", "/extension", unix), "/opt/ibid");
  assert.equal(find("", "/extension", unix), "/extension/bin/ibid");
  assert.equal(find("", "/other", unix), "/home/ada/.cargo/bin/ibid");
});

test("on Windows the program has an ending and the PATH other signs", () => {
  const windows = machine("win32", "C:\\Windows;C:\\Users\\ada\\bin", ["C:\\Users\\ada\\bin\\ibid.exe"]);
  assert.equal(find("", "C:\\extension", windows), "C:\\Users\\ada\\bin\\ibid.exe");
});

test("a program that is nowhere is not found", () => {
  assert.equal(find("", "/extension", machine("linux", "", [])), undefined);
});
