import type { RequestHandler } from "express";
import { readLanguageCookie } from "~/i18n/languageCookie";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { negotiate } from "~/i18n/negotiate";
import { defaultLanguage } from "~/kernel/language/languages";

/** What stands beside the pages, at one address for all languages: what programs ask for, and pictures. */
const beside = /^\/(?:(?:api|embed|log|preview)(?:\/|$)|[\w-]+\.[a-z]+$)/;

/**
 * On a page without a language in its address: the language the reader chose before, or else the
 * one their browser asks for. A chosen English stays English.
 */
export function chooseLanguage(): RequestHandler {
  return (request, response, next) => {
    const wantsPage = request.method === "GET" && (request.get("accept") ?? "").includes("text/html");
    if (!wantsPage || beside.test(request.path)) return next();
    if (splitLanguage(request.path).language !== defaultLanguage) return next();
    const language = readLanguageCookie(request.get("cookie")) ?? negotiate(request.get("accept-language"));
    response.vary("Accept-Language");
    response.vary("Cookie");
    if (language === defaultLanguage) return next();
    const query = request.url.slice(request.path.length);
    response.redirect(302, `${inLanguage(language, request.path)}${query}`);
  };
}
