-- Neovim over stdio: diagnostics, hover, inlay hints, a fix. Prints `ok NAME` or `FAILED NAME: why`.
local function report(name, run)
  local passed, result = pcall(run)
  if passed then print('ok ' .. name) else print('FAILED ' .. name .. ': ' .. tostring(result):gsub('\n', ' ')) end
end

local function ask(client, method, params, buffer)
  local answer = client.request_sync(method, params, 30000, buffer)
  if answer == nil or answer.err ~= nil then error(method .. ' was not answered: ' .. vim.inspect(answer)) end
  return answer.result
end

vim.cmd('edit /e2e/workspace/pinned.ts')
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start({
  name = 'shapewise',
  cmd = { 'node', '/e2e/extension/dist/server.js', '--stdio' },
  root_dir = '/e2e/workspace',
}, { bufnr = buffer })
local client = vim.lsp.get_client_by_id(id)
vim.wait(10000, function() return client.initialized end)
local document = { uri = vim.uri_from_bufnr(buffer) }
local at = { line = 4, character = 16 }

report('diagnostics are shown', function()
  local found = vim.wait(40000, function() return #vim.diagnostic.get(buffer) > 0 end, 100)
  assert(found, 'no diagnostics came')
  assert(vim.diagnostic.get(buffer)[1].code == 'specialization', vim.inspect(vim.diagnostic.get(buffer)))
end)

report('hovers tell shapes', function()
  local hover = ask(client, 'textDocument/hover', { textDocument = document, position = at }, buffer)
  assert(hover.contents.value:find('x0, x1', 1, true), hover.contents.value)
end)

report('inlay hints are shown', function()
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  local shown = vim.wait(20000, function() return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0 end, 100)
  assert(shown, 'no hints came')
end)

report('fixes are applied', function()
  local range = { start = at, ['end'] = at }
  local context = { diagnostics = {} }
  local actions = ask(client, 'textDocument/codeAction', { textDocument = document, range = range, context = context }, buffer)
  local fix = vim.iter(actions):find(function(one) return one.title == 'Replace 32 by x.shape[0]' end)
  assert(fix, vim.inspect(vim.tbl_map(function(one) return one.title end, actions)))
  vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  local line = vim.api.nvim_buf_get_lines(buffer, 4, 5, false)[1]
  assert(line:find('tf.zeros([x.shape[0], 1])', 1, true), line)
end)

report('the finding is gone after the fix', function()
  assert(vim.wait(20000, function() return #vim.diagnostic.get(buffer) == 0 end, 100), 'it is still there')
end)

vim.cmd('qa!')
