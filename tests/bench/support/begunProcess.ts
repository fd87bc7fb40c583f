import { eq } from "drizzle-orm";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { recordHead } from "~/features/recordlog/services/read.server";
import type { UserId } from "~/kernel/ids";
import type { Actor } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import type { testDeps } from "~tests/support/testDeps";

const words = { title: "Benchmark", summary: "", question: "", language: "en" } as const;

/** A process that somebody has just started, with the newest entry of its record log. */
export async function begunProcess(deps: ReturnType<typeof testDeps>) {
  const id = deps.newId() as UserId;
  const actor: Actor = { id, email: "organizer@example.org", displayName: "Organizer", suspended: false };
  await deps.db.insert(users).values({ ...actor, createdAt: deps.now() });
  const started = await startProcess(deps, actor, { slug: "bench", ...words });
  if (!started.ok) throw new Error(started.error.code);
  const [process] = await deps.db.select().from(processes).where(eq(processes.slug, "bench"));
  if (!process) throw new Error("there is no process");
  const head = await recordHead(deps.db, process.id);
  if (!head) throw new Error("there is no log");
  return { process, head };
}
