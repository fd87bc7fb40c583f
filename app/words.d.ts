/** The files of words by language, as the build lists them (remix.config.js). */
declare module "virtual:words" {
  type Words = Record<string, unknown>;
  type Files = Readonly<Record<string, () => Promise<Words>>>;
  const byLanguage: Readonly<Record<string, () => Promise<{ readonly default: Files }>>>;
  export default byLanguage;
}
