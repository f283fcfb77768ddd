#!/usr/bin/env python3
"""The bench's driver, with posts that differ.

  drive.py BENCH_DIR [bench.py options] ADAPTER.json ...

The driver sends one body over and over; the desk would answer it as the same form sent again (T13), and would ask whether
the second patient of that name is the first. A post scenario with "vary": {FIELD: HOW} gets a new value for each request,
HOW being "key" (a submission key), "name" (letters only, unlike its neighbours), "day", "month" or "year" of birth.
"""
import json, os, secrets, sys, urllib.parse

def driver(folder):
    path = os.path.join(folder, "bench.py")
    source = open(path, encoding="utf-8").read()
    head, call, tail = source.rpartition("\nmain()")
    assert call and not tail.strip(), f"{path} does not end with main()"
    sys.argv = [path, *sys.argv[2:]]
    names = {"__name__": "bench", "__file__": path}
    exec(compile(head, path, "exec"), names)
    return names

LUA = """
local n = math.random(0, 2^22)
local parts = {%s}
local letters = {"ba","ce","di","fo","gu","ha","je","ki","lo","mu","na","pe","ri","so","tu","va","we","xi","yo","zu"}
local function name(i) local s = "" for _ = 1, 6 do s = s .. letters[1 + i %% 20]; i = math.floor(i / 20) end return s:sub(1, 1):upper() .. s:sub(2) end
local how = {
  key = function(i) return "%s" .. i end, name = function(i) return name(i * 7919 %% 64000000) end,
  day = function(i) return tostring(1 + i %% 28) end, month = function(i) return tostring(1 + i %% 12) end,
  year = function(i) return tostring(1930 + i %% 80) end,
}
request = function()
  n = n + 1
  local body = {}
  for i, part in ipairs(parts) do body[i] = part[1] and how[part[1]](n) or part[2] end
  return wrk.format("POST", nil, nil, table.concat(body))
end
"""

def varied(body, how):
    """The body in pieces: text as it is, and fields that differ with each request."""
    parts, text = [], ""
    for pair in body.split("&"):
        name = urllib.parse.unquote_plus(pair.split("=")[0])
        text += ("&" if parts or text else "") + urllib.parse.quote_plus(name) + "="
        if name in how:
            parts += [(None, text), (how[name], None)]
            text = ""
        else:
            text += pair.split("=", 1)[1]
    parts.append((None, text))
    lua = lambda value: "nil" if value is None else json.dumps(value)
    pieces = ",".join("{%s,%s}" % (lua(kind), lua(text)) for kind, text in parts)
    return LUA % (pieces, "bench-" + secrets.token_hex(16) + "-")

def once(how):
    """One value of a kind."""
    n = secrets.randbelow(2**22)
    name = "".join(secrets.choice("bcdfghjklmnprstvwz") + secrets.choice("aeiou") for _ in range(6)).capitalize()
    return {"name": name, "day": 1 + n % 28, "month": 1 + n % 12, "year": 1930 + n % 80}[how]

def main():
    names = driver(sys.argv[1])
    site = names["Site"]
    plain = site.prepare
    def prepare(self, scenario):
        s = self.a["scenarios"][scenario]
        if "vary" not in s:
            return plain(self, scenario)
        # The driver sends its own body once to see that it is taken: that one differs from run to run too.
        for field, how in s["vary"].items():
            if field in s["form"]:
                s["form"][field] = once(how)
        script, size, rows = plain(self, scenario)
        body = json.loads(next(l for l in script.splitlines() if l.startswith("wrk.body="))[len("wrk.body="):])
        return script + varied(body, s["vary"]), size, rows
    site.prepare = prepare
    names["main"]()

main()
