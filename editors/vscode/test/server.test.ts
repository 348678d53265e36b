/** The client's side of the protocol against the server. `IBID` names the program; without it these tests are skipped. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import {
  CodeActionRequest,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
  type CodeAction,
  type FullDocumentDiagnosticReport,
  type MarkupContent,
} from "vscode-languageserver-protocol/node";

const program = process.env["IBID"];
const skip = program === undefined ? "IBID names no program" : false;
const uri = "file:///posts/post.md";
const text = `One.[^1] Two.[^2] Three.[^4]

[^1]: Lucy Wells, *Salt Roads* (London: Cape, 1987), 3.
[^2]: Ibid., 7.
[^4]: Nobody knew.
`;

async function served(run: (connection: ReturnType<typeof createProtocolConnection>) => Promise<void>): Promise<number | null> {
  const child = spawn(program ?? "", ["server"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "markdown", version: 1, text },
  });
  await run(connection);
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const code = await ended;
  connection.dispose();
  return code;
}

test("diagnostics, hover and actions are what the client reads", { skip }, async () => {
  const code = await served(async (connection) => {
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    const found = (report as FullDocumentDiagnosticReport).items;
    assert.deepEqual(found.map((diagnostic) => diagnostic.code), ["number-gap"]);
    const position = { line: 3, character: 7 };
    const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    assert.match((hover?.contents as MarkupContent).value, /^\*\*note 1\*\*, 1 note back, page 7\n\nLucy Wells/);
    const actions = await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: found[0]!.range,
      context: { diagnostics: found },
    });
    const fix = (actions as CodeAction[]).find((action) => action.kind === "quickfix");
    assert.deepEqual(fix?.edit?.changes?.[uri]?.map((edit) => edit.newText), ["3", "3"]);
  });
  assert.equal(code, 0);
});
