-- One token after the other, from the file that FITZ_BENCH_TOKENS names.
local tokens = {}
for line in io.lines(os.getenv("FITZ_BENCH_TOKENS")) do tokens[#tokens + 1] = "Bearer " .. line end
local at = 0
request = function()
  at = at % #tokens + 1
  return wrk.format("GET", nil, { ["authorization"] = tokens[at] })
end
