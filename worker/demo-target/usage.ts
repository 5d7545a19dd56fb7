// What the demo target can do, for people: `headroom demo-target --help` and `GET /`.

export const ROUTES = `routes
  GET  /health  /metrics  /metrics.json          never wait, never fail
  GET  /control     PUT /control {"errorRate":0.01}      the switches below, at run time; only what is given changes
  POST /control/reset                            forgets everything stored, sets every count to 0
  POST /control/crash {"forMs":5000}             nobody works on jobs for so long, then one restart
  POST /control/evict {"share":0.5}              forgets a part of the cache
  POST /control/scale {"to":16,"overMs":45000}   the pretended database goes from 2 to 16 units, one after the other
  POST /orders      GET /orders?limit=20&offset=0&reference=…      GET PUT PATCH DELETE /orders/{id}
  POST /auth/login {"user":"demo","ttl":"30s"}   → token, refreshToken, expiresAt; password "wrong" → 401
  POST /auth/refresh {"refreshToken":"…"}        an expired token of ours gets 401 everywhere; the header
                                                 x-require-auth asks for one on any path
  GET  /t/open/{id}.gif                          a tiny image        known ids: m-1 … m-100000, test-<anything>
  GET  /t/click/{id}?url=/orders                 302 to a path here  unknown: 404, malformed: 400 (also /track/…)
  GET  /analytics/{report}?range=30d&limit=10    cached; cache=miss or another query misses
  POST /campaigns {"name":"…","recipients":50000,"at":"2026-12-01T10:00:00Z"}      → 202 and a job
  POST /jobs {"items":50000,"inMs":5000}         GET /jobs  GET /jobs/{id}: depth, items per minute, retries, failures
  POST /imports (text/csv or multipart)          → 202 {id}; GET /imports/{id}: imported, duplicates, rejected, rowsPerSecond
  PUT  /documents/{key} {"version":3,"value":…}  or If-Match: "3"; 409 when it has another version; GET, DELETE
  any write with Idempotency-Key: its repetition gets the same answer
  every answer tells its own time in x-server-time (ms) and server-timing
`

export const USAGE = `headroom demo-target [--port 4010] [--host 127.0.0.1]
  --latency 20ms | lognormal:12ms,0.45 | mix:95%=10ms,5%=200ms
  --stall 200ms/2s        nothing is answered for 200 ms in every 2 s
  --capacity 50           requests worked on at once, the others queue
  --error-rate 1%         answered with 503
  --slow-start 10s,10     ten times as slow at first, as usual after 10 s
  --rate-limit 100/s      the others get 429 and Retry-After
  --leak 1MB/s            memory that is never given back, until 512 MB
  --token-ttl 30s         how long tokens live; default: for ever
  --require-auth          every path needs a token
  --cache 10000,1ms,25ms  entries, cost of a hit, cost of a miss
  --job-speed 1000/s      items of a job tried in a second
  --job-workers 2         jobs worked on at once
  --job-retries 2%        items tried twice
  --job-failures 0.1%     items that fail, after three tries
  --send-limit 500/s      tries of all jobs together
  --import-speed 20000/s  rows of an import judged in a second

${ROUTES.trimEnd()}`
