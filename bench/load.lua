-- The load on the service, for wrk: wrk … -s load.lua URL -- KEY FILE SEED
-- FILE holds one request per line: `GET target`, or `POST target body` where @@@@@@@@@@@@ in the body stands for a number
-- of twelve digits that is never sent twice. SEED tells this run's numbers from those of the others.

local requests, posts, sent = {}, false, 0 -- and thread_number, which wrk sets for each thread
local threads = {}

function setup(thread)
    thread:set("thread_number", #threads)
    table.insert(threads, thread)
end

function init(args)
    local key, file, seed = args[1], args[2], tonumber(args[3])
    math.randomseed(seed * 16 + thread_number)
    sent = seed * 100000000 + thread_number * 50000000
    -- The headers that curl would send.
    wrk.headers["Authorization"] = "Bearer " .. key
    wrk.headers["User-Agent"] = "bench"
    wrk.headers["Accept"] = "*/*"
    for line in io.lines(file) do
        local verb, target, body = line:match("^(%u+) (%S+) ?(.*)$")
        if verb == "POST" then
            posts = true
            wrk.headers["Content-Type"] = "application/json"
        end
        local text = wrk.format(verb, target, nil, body ~= "" and body or nil)
        if verb == "POST" then
            local at = text:find("@@@@@@@@@@@@", 1, true)
            requests[#requests + 1] = { text:sub(1, at - 1), text:sub(at + 12) }
        else
            requests[#requests + 1] = text
        end
    end
end

function request()
    local chosen = requests[math.random(#requests)]
    if posts then
        sent = sent + 1
        return chosen[1] .. string.format("%012d", sent) .. chosen[2]
    end
    return chosen
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format(
        '\nBENCH {"requests": %d, "microseconds": %d, "errors": %d, "p50_us": %d, "p99_us": %d}\n',
        summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
