/** What a thread is told. Portions come one for each `next`. */
export type ToThread =
  | { readonly kind: "run"; readonly name: string; readonly input: unknown }
  | { readonly kind: "portion"; readonly portion: unknown }
  | { readonly kind: "end" }
  /** Reading the portions failed: the task is to be given up. */
  | { readonly kind: "cut" };

/** What a thread says. */
export type FromThread =
  | { readonly kind: "next" }
  | { readonly kind: "done"; readonly output: unknown }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string | undefined };
