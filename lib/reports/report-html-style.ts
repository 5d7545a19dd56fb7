// How the report looks as a file of its own and on paper: always light, A4, the first page alone on its sheet.

export const REPORT_STYLE = `
:root{--ink:#20242c;--ink2:#474d59;--ink3:#626875;--line:#e4e4df;--edge:#d6d6d0;--pass:#1c6b45;--pass-soft:#e6f5ec;--warn:#82520a;--warn-soft:#fdf3dd;--warn-line:#e9c77f;--fail:#b3261e;--fail-soft:#fdebe9;--fail-line:#efb5af;--inc:#454d5f;--inc-soft:#eceef2}
*{box-sizing:border-box}
body{margin:0;background:#f6f5f2;color:var(--ink);font:400 13px/20px Geist,ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.paper{max-width:860px;margin:24px auto;padding:32px 56px 24px;background:#fff;border:1px solid var(--edge);border-radius:4px}
h1{font-size:30px;line-height:38px;letter-spacing:-.025em;margin:22px 0 2px;font-weight:600}
h2{font-size:18px;line-height:26px;margin:34px 0 10px;padding-bottom:5px;border-bottom:1px solid var(--edge);font-weight:600}
h3{font-size:15px;line-height:22px;margin:24px 0 6px;font-weight:600}h4{font-size:13px;margin:14px 0 4px;font-weight:600;color:var(--ink2)}
h1,h2,h3,h4,figcaption{break-after:avoid}p{margin:6px 0}small{display:block;font-size:11.5px;line-height:16px;color:var(--ink3)}
.cover>header{display:flex;gap:9px 18px;align-items:center;font-size:12px;color:var(--ink3);padding-bottom:14px;border-bottom:1px solid var(--ink)}.cover>header b{color:var(--ink);font-size:14px;flex:1}
.sub{color:var(--ink2);font-size:15px;margin:0 0 16px}
.stamp{display:flex;align-items:center;gap:28px;justify-content:space-between;border:1px solid;border-left-width:5px;border-radius:4px;padding:14px 20px}.stamp b{font-size:27px;line-height:32px;letter-spacing:-.02em}.stamp small{color:inherit}
.stamp dl{display:grid;grid-template-columns:repeat(2,auto);gap:6px 26px;margin:0;color:var(--ink)}.stamp b{white-space:nowrap}.stamp dt{font-size:11px;line-height:15px;color:var(--ink2)}.stamp dd{margin:0;font-weight:500}
.go{background:var(--pass-soft);color:var(--pass);border-color:#8fcbaa}.conditional{background:var(--warn-soft);color:var(--warn);border-color:var(--warn-line)}.no-go{background:var(--fail-soft);color:var(--fail);border-color:var(--fail-line)}
.changed{color:var(--fail);font-weight:500}.three{margin:18px 0 20px}.three p:not(.typed){font-size:16px;line-height:25px;margin:0 0 8px}
.cover h2{font-size:13px;line-height:20px;margin:18px 0 0;padding-bottom:5px}
table{width:100%;border-collapse:collapse;font-size:12px;line-height:17px}th{font-size:11px;font-weight:500;color:var(--ink3);text-align:left;vertical-align:bottom;padding:6px 8px;border-bottom:1px solid var(--edge)}
td{padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top}th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
.r{text-align:right}td.s,td.r{white-space:nowrap}.document td.r:not(.s){white-space:normal}td.r{font-family:"Geist Mono",ui-monospace,SFMono-Regular,Menlo,monospace;font-size:11.5px}
thead{display:table-header-group}tr{break-inside:avoid}tbody tr:nth-child(-n+2){break-after:avoid}tbody tr:nth-last-child(-n+2){break-before:avoid}table.wide{font-size:10.5px}.document table.wide td.r{font-size:10px;white-space:nowrap}table.wide :is(th,td){padding-inline:4px}
.critical td{vertical-align:middle}.critical b{font-weight:550}small.i{display:inline-block;min-width:48px;text-align:left}
.gauge .needle{fill:#3a404b}.gauge.pass .needle{fill:#2b8a57}.gauge.warn .needle{fill:#b7791f}.gauge.fail .needle{fill:#c53030}
.mark{display:inline-block;width:2px;height:10px;margin:0 5px 0 4px;vertical-align:-1px;background:#b7791f}.mark.limit{background:#c53030}.note,.typed{font-size:11.5px;line-height:17px;color:var(--ink3)}.typed{font-style:italic}
.badge{display:inline-flex;align-items:flex-start;gap:5px;font-weight:500;color:var(--inc)}.badge i{flex:none;margin-top:1px;display:inline-grid;place-items:center;width:15px;height:15px;border-radius:50%;background:var(--inc-soft);font:600 10px/1 system-ui;font-style:normal}
.badge.pass{color:var(--pass)}.badge.pass i{background:var(--pass-soft)}.badge.warn{color:var(--warn)}.badge.warn i{background:var(--warn-soft)}.badge.fail{color:var(--fail)}.badge.fail i{background:var(--fail-soft)}
.cols{display:grid;grid-template-columns:1fr 1fr;gap:32px}.scenarios{display:grid;grid-template-columns:1fr 1fr;list-style:none;padding:0;margin:8px 0}.scenarios li{display:flex;align-items:center;gap:4px;line-height:24px}.scenarios small{margin-left:4px}
.signatures{display:grid;grid-template-columns:repeat(4,1fr);gap:14px;list-style:none;padding:0;margin:9px 0}.signatures li{display:grid;line-height:17px}.revoked b,.revoked span{text-decoration:line-through}.revoked small{color:var(--fail)}
footer{display:flex;gap:18px;justify-content:space-between;margin-top:20px;padding-top:10px;border-top:1px solid var(--edge);font-size:11px;color:var(--ink3)}footer code{overflow-wrap:anywhere;text-align:right}
nav ol{columns:2;padding-left:26px;margin:12px 0}a{color:#2747c4}
.fields{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 20px;margin:8px 0}.document .fields{grid-template-columns:max-content minmax(0,1fr) max-content minmax(0,1fr)}dt.long{grid-column:1}dd.long{grid-column:2/-1}dt{color:var(--ink3)}dd{margin:0;min-width:0;overflow-wrap:anywhere}
figure{margin:14px 0}figcaption{font-weight:600;margin-bottom:2px}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f3ef;border-radius:4px;padding:8px 12px;font-size:11.5px;line-height:17px}
.ticks{list-style:none;padding:0}.ticks li{display:grid;grid-template-columns:22px 1fr;padding:2px 0;break-inside:avoid}.ticks small{grid-column:2}.narrative{border-left:2px solid var(--line);padding-left:12px;margin:10px 0}
@media(max-width:720px){.paper{padding:18px;margin:0;border:0}.stamp,.cols{display:block}.stamp dl{flex-wrap:wrap;margin-top:10px}.signatures{grid-template-columns:1fr 1fr}figure{overflow-x:auto}nav ol{columns:1}.document .fields{grid-template-columns:max-content minmax(0,1fr)}}
@page{size:A4;margin:14mm 12mm}
@media print{figure.short{break-inside:avoid}.narrative{break-inside:auto}p{orphans:3;widows:3}body{background:none}.paper{max-width:none;margin:0;padding:0;border:0}.cover{zoom:.9;break-after:page}.cover.dense{zoom:.76}.document{zoom:.88}.document>h1{margin-top:0}}
`

/** What stands above and below every page of paper but the first, which has a head of its own. */
export const pageStyle = (title: string, date: string): string => `
@page{size:A4;margin:17mm 12mm 16mm;font:8pt Geist,ui-sans-serif,system-ui,"Segoe UI",Roboto,sans-serif;color:#626875;
@top-left{content:${cssText(title)}}@top-right{content:${cssText(date)}}
@bottom-left{content:"Headroom"}@bottom-right{content:counter(page) " of " counter(pages)}}
@page:first{@top-left{content:none}@top-right{content:none}}
`

/** Whatever a title holds, it ends neither the text nor the style. */
const cssText = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} .,:_()-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`
