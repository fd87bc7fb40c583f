/** Where files of a record go. */
export type RecordWriter = {
  /** Begins a file; others may be open. */
  readonly file: (path: string) => Promise<OpenFile>;
};

export type OpenFile = {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** What a manifest says of a file. */
export type FileFacts = { readonly bytes: number; readonly sha256: string };
