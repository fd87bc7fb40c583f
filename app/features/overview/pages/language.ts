import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { languageCookie } from "~/i18n/languageCookie";
import { inLanguage, safeRedirect } from "~/i18n/languagePath";
import { defaultLanguage, isLanguage, languages } from "~/kernel/language/languages";

const schema = z.strictObject({ language: z.enum(languages), to: z.string().max(2000) });

/** Remembers the language a reader chose and shows the page they were on in it. */
export const action = Object.assign(
  async ({ request }: ActionFunctionArgs) => {
    const form = await request.formData().catch(() => new FormData());
    const parsed = schema.safeParse(Object.fromEntries(form));
    const language =
      parsed.success && isLanguage(parsed.data.language) ? parsed.data.language : defaultLanguage;
    const to = safeRedirect(parsed.success ? parsed.data.to : "/");
    return redirect(inLanguage(language, to), { headers: { "Set-Cookie": languageCookie(language) } });
  },
  { access: { need: "anyone" as const } },
);
