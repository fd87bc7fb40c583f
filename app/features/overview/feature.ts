import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `overview`. */
export const words = {
  home: ["notices", "overview"],
  layout: [],
  "manage.audit": ["overview", "processes"],
  "manage.home": ["overview", "notices", "rounds"],
  "manage.layout": ["processes"],
  "manage.settings": ["overview", "membership", "processes"],
  "not-found": [],
  "start-process": ["membership"],
  recordLog: ["recordlog", "overview"],
  overview: ["overview", "notices", "results", "rounds", "rules", "townhalls", "workgroups"],
} satisfies PageWords;
