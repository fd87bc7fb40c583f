import type approvals from "../../locales/en/approvals.json";
import type auth from "../../locales/en/auth.json";
import type ballot from "../../locales/en/ballot.json";
import type comments from "../../locales/en/comments.json";
import type common from "../../locales/en/common.json";
import type compile from "../../locales/en/compile.json";
import type drafts from "../../locales/en/drafts.json";
import type endorsements from "../../locales/en/endorsements.json";
import type errors from "../../locales/en/errors.json";
import type mail from "../../locales/en/mail.json";
import type manage from "../../locales/en/manage.json";
import type notices from "../../locales/en/notices.json";
import type openData from "../../locales/en/openData.json";
import type process from "../../locales/en/process.json";
import type release from "../../locales/en/release.json";
import type representation from "../../locales/en/representation.json";
import type result from "../../locales/en/result.json";
import type reviews from "../../locales/en/reviews.json";
import type rounds from "../../locales/en/rounds.json";
import type rules from "../../locales/en/rules.json";
import type threads from "../../locales/en/threads.json";
import type townhalls from "../../locales/en/townhalls.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      approvals: typeof approvals;
      auth: typeof auth;
      ballot: typeof ballot;
      comments: typeof comments;
      common: typeof common;
      compile: typeof compile;
      drafts: typeof drafts;
      endorsements: typeof endorsements;
      errors: typeof errors;
      mail: typeof mail;
      manage: typeof manage;
      notices: typeof notices;
      openData: typeof openData;
      process: typeof process;
      release: typeof release;
      representation: typeof representation;
      result: typeof result;
      reviews: typeof reviews;
      rounds: typeof rounds;
      rules: typeof rules;
      threads: typeof threads;
      townhalls: typeof townhalls;
    };
  }
}
