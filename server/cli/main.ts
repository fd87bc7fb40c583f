import { ownValue } from "~/kernel/keyed";
import { commands } from "./commands";
import { exitCodes } from "./exitCodes";

const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;

const usage = [
  "Usage: npm run --silent codraft -- COMMAND [OPTIONS]",
  "",
  "Commands:",
  ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`),
  "",
  "Each command explains itself with --help.",
  "",
].join("\n");

// A reader such as `head` may close the pipe early; that is its right, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? exitCodes.done);
  throw error;
});

const [name = "", ...argv] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? ownValue(commands, name) : undefined;
if (command) {
  const { run } = await command.load();
  process.exitCode = await run(argv);
} else if (name === "--help" || name === "-h" || name === "help") {
  process.stdout.write(usage);
} else {
  process.stderr.write(name === "" ? usage : `Unknown command "${name}".\n\n${usage}`);
  process.exitCode = exitCodes.usage;
}
