/** Written into the page; follows the light or dark setting of the reader's system. */
export const docsStyle = `
:root{color-scheme:light dark;--canvas:#f7f6f3;--panel:#fdfdfc;--line:#e3e1dc;--ink:#20232b;--ink-2:#4d525e;--accent:#2350b8}
@media (prefers-color-scheme:dark){:root{--canvas:#14161b;--panel:#1c1f26;--line:#333844;--ink:#eceef2;--ink-2:#aeb4c0;--accent:#9dbaff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1120px;padding:24px;background:var(--canvas);color:var(--ink);font:14px/22px ui-sans-serif,system-ui,sans-serif}
h1{font-size:26px;line-height:32px}h1 small{color:var(--ink-2);font-size:14px;font-weight:400}
h2{margin-top:32px;font-size:20px}h3{margin:16px 0 4px;font-size:13px}
code{font:13px ui-monospace,Menlo,monospace;overflow-wrap:anywhere}
a{color:var(--accent)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;list-style:none}
details{margin:4px 0;border:1px solid var(--line);border-radius:5px;background:var(--panel);padding:0 12px}
details[open]{padding-bottom:12px}
summary{padding:6px 0;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.method{display:inline-block;min-width:60px;font:600 12px ui-monospace,Menlo,monospace}
.what{color:var(--ink-2);margin-left:8px}
.scroll{overflow-x:auto}
table{width:100%;min-width:640px;table-layout:fixed;border-collapse:collapse;font-size:13px}
th,td{padding:4px 12px 4px 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
th{width:36%}td:nth-child(2){width:30%}
i{color:var(--ink-2)}
`
