-- Drives Neovim against the server: nvim --headless --clean -l is newer than 0.7, so this is sourced; see ../test.
local failures = {}
local function expect(name, condition, got)
  local line = (condition and "ok   " or "FAIL ") .. name .. (condition and "" or ": " .. vim.inspect(got))
  io.stdout:write(line .. "\n")
  if not condition then
    table.insert(failures, name)
  end
end

local function ask(method, extra)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  local _, answer = next(answers)
  return answer and answer.result
end

local function at(needle)
  vim.fn.cursor(1, 1)
  vim.fn.search("\\V" .. needle, "c")
end

vim.cmd("edit " .. vim.env.IBID_POST)
expect("the client attaches", vim.wait(20000, function() return #vim.lsp.buf_get_clients(0) == 1 end), 0)
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.diagnostic.get(0)
expect("diagnostics", #found == 1 and found[1].code == "number-gap", found)

at("Ibid., 7")
local hover = ask("textDocument/hover")
expect("hover on Ibid.", hover and hover.contents.value:find("^%*%*note 1%*%*, 1 note back, page 7"), hover)

vim.lsp.buf.definition()
vim.wait(5000, function() return vim.fn.getline("."):find("Lucy Wells") ~= nil end)
expect("definition", vim.fn.getline("."):find("Lucy Wells") ~= nil, vim.fn.getline("."))

local references = ask("textDocument/references", { context = { includeDeclaration = true } })
expect("references", references and #references == 2, references)

local range = vim.lsp.util.make_range_params()
range.range = { start = { line = 0, character = 0 }, ["end"] = { line = 0, character = 0 } }
range.context = { diagnostics = {}, only = { "source.fixAll.ibid" } }
local actions = ask("textDocument/codeAction", range)
local action = actions and actions[1]
if action and not action.edit then
  local _, resolved = next(vim.lsp.buf_request_sync(0, "codeAction/resolve", action, 20000) or {})
  action = resolved and resolved.result
end
if action and action.edit then
  vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
end
expect("all safe fixes", vim.fn.getline(1) == "One.[^1] Two.[^2] Three.[^3]", vim.fn.getline(1))
vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end)
expect("no diagnostic is left", #vim.diagnostic.get(0) == 0, vim.diagnostic.get(0))

vim.cmd(#failures == 0 and "qall!" or "cquit 1")
