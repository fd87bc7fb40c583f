/** Mails are written by the server alone. */
export const files = import.meta.glob(["../../../locales/en/*.json", "!**/mail.json"], {
  eager: true,
  import: "default",
});
