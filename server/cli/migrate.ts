import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse, say } from "./refuse";

const usage = `Usage: codraft migrate

Brings the database up to date, as every start of a server does whose role owns the tables. With DATABASE_OWNER_URL, the address of the
owner's role, it gives the role of DATABASE_URL what a server needs and no more: to logs it can add, and change nothing in them. The
server is then started without DATABASE_OWNER_URL (docs/operations.md, "A role that can only add").`;

/** `codraft migrate`: what the owner of the tables does, so that the server need not be the owner. */
export async function run(argv: string[]): Promise<number> {
  if (argv[0] === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (argv.length > 0) return refuse([usage], exitCodes.usage);
  return withDeps(async () => {
    say(["The database is up to date."]);
    return exitCodes.done;
  });
}
