-- Starts the server of ibid for texts that can have notes. Neovim 0.7 or newer: put this file into ~/.config/nvim/plugin/.
local languages = { "markdown", "html", "tex", "org", "rst", "asciidoc", "mediawiki", "text" }

-- What is set here goes before ibid.toml: { preset = "scholarly", style = "mhra-notes", library = "/home/me/library.bib" }
local settings = vim.g.ibid_settings or {}

vim.api.nvim_create_autocmd("FileType", {
  pattern = languages,
  callback = function(event)
    local clients = vim.tbl_filter(function(client) return client.name == "ibid" end, vim.lsp.get_active_clients())
    local id = clients[1] and clients[1].id
      or vim.lsp.start_client({
        name = "ibid",
        cmd = { vim.g.ibid_program or "ibid", "server" },
        init_options = settings,
        root_dir = vim.fn.getcwd(),
      })
    if id then
      vim.lsp.buf_attach_client(event.buf, id)
    end
  end,
})
