import { register } from "tsx/esm/api";

// The thread's file as it is in the sources: in development and in tests.
register();
await import("./thread.ts");
