import { sql } from "drizzle-orm";
import { connectPostgres } from "/work/main/db/client";
import { searchProcess } from "/work/main/app/services/searching/search.server";
import { readFileSync } from "node:fs";
const handle = await connectPostgres(readFileSync("/tmp/threads-db-url","utf8"), 4);
const q = process.argv[2] ?? "open";
const mode = process.argv[3];
const [scene] = (await handle.db.execute(sql`select * from processes`)) as any[];
const p = { ...scene, sourceLanguage: scene.source_language } as any;
const seen: any[] = [];
const spy = new Proxy(handle.db, { get(t: any, k) { if (k === "execute") return async (s: any) => { const at = performance.now(); seen.push(s); const r = await t.execute(s); console.log("execute", (performance.now()-at).toFixed(1)); return r; }; return t[k]; } });
for (let i = 0; i < 8; i++) { const at = performance.now(); const r = await searchProcess({ db: spy as any }, p, q, {}, 1); console.log("total", (performance.now()-at).toFixed(1), r.hits.length); }
if (mode) {
  const n = Number(mode);
  const rows = await handle.db.execute(sql`explain (analyze, buffers) ${seen[n]}`) as any;
  console.log(rows.map((r: any) => r["QUERY PLAN"]).join("\n"));
}
await handle.close();
