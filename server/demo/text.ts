import { z } from "zod";
import { inEachLanguage } from "~/kernel/language/languages";

/** A text of the demo: in English, and in each other language that it has been translated into. */
export const text = z.object(inEachLanguage(() => z.string().optional())).extend({ en: z.string() });
