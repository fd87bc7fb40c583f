/** A subcommand: takes its arguments, writes to stdout and stderr, gives the exit code. */
export type Command = { readonly run: (argv: string[]) => Promise<number> };
type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

/** Each command is loaded when it is called: a count needs no database and should start at once. */
export const commands: Readonly<Record<string, Entry>> = {
  tally: { summary: "count ballots from a CSV file under a rule", load: () => import("./tally") },
};
