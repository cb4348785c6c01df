import { randomBytes } from "node:crypto";
import pg from "pg";
import { from } from "pg-copy-streams";
import { pipeline } from "node:stream/promises";
import { migrations } from "../src/indexer/schema.ts";
import { placeColumns, tables } from "../src/indexer/tables.ts";
import { encodeRows } from "../src/sql/postgres/copy.ts";
const N = 100000;
const recs = Array.from({length: N/20}, () => randomBytes(32)); const acc = Array.from({length:2000},()=>randomBytes(20)); const orgs=Array.from({length:20},()=>randomBytes(20)); const parts=Array.from({length:5000},()=>randomBytes(32));
const nums = new Map<number, number>();
const rows = Array.from({length:N},(_,i)=>{ const r=Math.floor(Math.random()*recs.length); const n=(nums.get(r)??0)+1; nums.set(r,n); const a=i*7%2000; return [recs[r],n,r%1000,acc[a],orgs[a%20],i%3?parts[i%5000]:null,1750000000+i,50,1,0x53,0,2,1,i%10?orgs[i%5]:null,i%10?i:null,Math.floor(i/100),1750000012+i,randomBytes(32),i%100]});
const columns = [...tables.accesses, ...placeColumns];
const c = new pg.Client({host:"/tmp/pgtry", user:"postgres", database:"postgres"}); await c.connect();
await c.query("CREATE SCHEMA IF NOT EXISTS try1; SET search_path TO try1; SET synchronous_commit=off");
for (const t of ["chain","writer","blocks","checkpoints",...Object.keys(tables)]) await c.query(`DROP TABLE IF EXISTS ${t} CASCADE`);
for (const m of migrations) for (const s of m.statements) await c.query(s);
const types = (await c.query("SELECT attname AS name, atttypid::int4 AS oid FROM pg_attribute WHERE attrelid='accesses'::regclass AND attnum>0")).rows;
const cols = columns.map((x)=>types.find((t)=>t.name===x));
function* text(rs:any[]) { let s=""; for (const r of rs) { let line=""; for (const v of r) { line += (line===""?"":"\t") + (v===null?"\\N":v instanceof Uint8Array? "\\\\x"+(v as Buffer).toString("hex"): String(v)); } s+=line+"\n"; if (s.length>1<<18){ yield Buffer.from(s); s=""; } } yield Buffer.from(s); }
const pid = (await c.query("select pg_backend_pid() p")).rows[0].p;
import { readFileSync } from "node:fs";
const scpu = () => { const f = readFileSync(`/proc/${pid}/stat`,"utf8").split(") ")[1].split(" "); return (Number(f[11])+Number(f[12]))*10; };
async function go(label: string, fmt: string, enc: any, batch: number) {
  await c.query("TRUNCATE accesses"); const cpu=process.cpuUsage(); const s0=scpu(); const t=performance.now();
  for (let i=0;i<N;i+=batch) { await c.query("BEGIN"); await pipeline(enc(rows.slice(i,i+batch)), c.query(from(`COPY accesses (${columns.join(",")}) FROM STDIN ${fmt}`))); await c.query("COMMIT"); }
  const ms=performance.now()-t; const u=process.cpuUsage(cpu); console.log(label.padEnd(22), batch, Math.round(N/ms*1000),"rows/s; client cpu ms", Math.round((u.user+u.system)/1000), "server cpu ms", scpu()-s0);
}
for (const b of [2000, 10000, 50000]) { for (let k=0;k<2;k++) { await go("binary","(FORMAT binary)",(r:any)=>encodeRows(cols,r),b); await go("text","",text,b);} }
// no indexes
for (const ix of (await c.query("select indexname from pg_indexes where schemaname='try1' and tablename='accesses' and indexname<>'accesses_pkey'")).rows) await c.query(`DROP INDEX ${ix.indexname}`);
await go("binary pk only","(FORMAT binary)",(r:any)=>encodeRows(cols,r),10000); await go("text pk only","",text,10000);
await c.query("DROP SCHEMA try1 CASCADE"); await c.end();
