import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `profile`. */
export const words = {
  "manage.members": ["profile", "membership"],
  "profile.address": ["profile", "representation"],
  "profile.parts": ["profile", "membership", "representation"],
  profile: ["profile", "accounts", "membership", "representation", "workgroups"],
} satisfies PageWords;
