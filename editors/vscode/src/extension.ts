/** The extension: finds the program, starts its server, and gives it commands. */

import { statSync } from "node:fs";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { INSTALLATIONS, find, type Machine } from "./program";
import { LANGUAGES, options } from "./settings";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const commands: Record<string, () => unknown> = {
    "ibid.fixAll": fixAll,
    "ibid.checkWorkspace": () => checkWorkspace(context),
    "ibid.restart": () => restart(context),
    "ibid.showLog": () => client?.outputChannel.show(),
    "ibid.install": install,
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  const changed = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("ibid.path")) {
      void restart(context);
    }
  });
  context.subscriptions.push(changed);
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

const machine: Machine = {
  platform: process.platform,
  searchPath: process.env["PATH"] ?? "",
  isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
};

async function start(context: vscode.ExtensionContext): Promise<void> {
  const settings = vscode.workspace.getConfiguration("ibid");
  const program = find(settings.get<string>("path", ""), context.extensionPath, machine);
  if (program === undefined) {
    await offerInstallation();
    return;
  }
  const server: ServerOptions = { command: program, args: ["server"] };
  const schemes = ["file", "untitled"];
  const about: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))),
    initializationOptions: options((name) => settings.get(name)),
    synchronize: { configurationSection: "ibid" },
  };
  client = new LanguageClient("ibid", "ibid", server, about);
  await client.start();
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  await client?.stop();
  client = undefined;
  await start(context);
}

async function offerInstallation(): Promise<void> {
  const [installing, choosing] = ["Install it", "Choose it"];
  const chosen = await vscode.window.showWarningMessage("The program ibid was not found.", installing, choosing);
  if (chosen === installing) {
    await install();
  } else if (chosen === choosing) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.path");
  }
}

/** Types the command of an installation into a terminal; the writer presses Enter. */
async function install(): Promise<void> {
  const choices = INSTALLATIONS.map(({ label, command }) => ({ label, description: command, command }));
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder: "How is ibid to be installed?" });
  if (chosen !== undefined) {
    const terminal = vscode.window.createTerminal("ibid");
    terminal.show();
    terminal.sendText(chosen.command, false);
  }
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.ibid", apply: "first" });
}

async function checkWorkspace(context: vscode.ExtensionContext): Promise<void> {
  await vscode.workspace.getConfiguration("ibid").update("checkWorkspace", true);
  await restart(context);
}
