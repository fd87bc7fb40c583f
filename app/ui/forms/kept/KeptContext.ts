import { createContext } from "react";
import type { KeptForm } from "./useKeptForm";

/** The form around a field, which keeps what is typed into it. */
export const KeptContext = createContext<Pick<
  KeptForm,
  "trouble" | "overtaken" | "settle" | "isHeld"
> | null>(null);
