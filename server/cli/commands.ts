/** A subcommand: takes its arguments, writes to stdout and stderr, gives the exit code. */
export type Command = { readonly run: (argv: string[]) => Promise<number> };
type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

/** Each command is loaded when it is called: a count needs no database and should start at once. */
export const commands: Readonly<Record<string, Entry>> = {
  tally: { summary: "count ballots from a CSV file under a rule", load: () => import("./tally") },
  approval: { summary: "count an approval again from its log", load: () => import("./approval") },
  import: { summary: "cast the ballots of a CSV file in an open round", load: () => import("./import") },
  export: {
    summary: "write everything public of a process into a folder or a .zip file",
    load: () => import("./export"),
  },
  "import-process": {
    summary: "load the process that such a record is of",
    load: () => import("./importProcess"),
  },
  witness: {
    summary: "cosign checkpoints of record logs, as a witness",
    load: () => import("./witness"),
  },
  signer: {
    summary: "sign record logs for a server that has no key of them",
    load: () => import("./signer"),
  },
  monitor: {
    summary: "follow a record log from outside, and say where it is not what it was",
    load: () => import("./monitor"),
  },
  keys: { summary: "change the keys that sign record logs and receipts", load: () => import("./keys") },
  record: {
    summary: "put back what a restore lost of a record log, or begin another",
    load: () => import("./record"),
  },
  migrate: {
    summary: "bring the database up to date, as the owner of its tables",
    load: () => import("./migrate"),
  },
  doctor: { summary: "verify every log and result", load: () => import("./doctor") },
};
