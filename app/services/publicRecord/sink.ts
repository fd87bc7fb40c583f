/** Where files of a record go, one after the other. */
export type Sink = {
  /** Begins a file; the one before has ended. */
  readonly file: (path: string) => Promise<OpenFile>;
};

export type OpenFile = {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** What a manifest says of a file. */
export type FileFacts = { readonly bytes: number; readonly sha256: string };
