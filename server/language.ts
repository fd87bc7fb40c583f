import { match } from "@formatjs/intl-localematcher";
import type { RequestHandler } from "express";
import { defaultLanguage, isLanguage, type Language, languages } from "~/contracts/languages";
import { readLanguageCookie } from "~/http/languageCookie";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";

/**
 * On a page without a language in its address: the language the reader chose before, or else the
 * one their browser asks for. A chosen English stays English.
 */
export function chooseLanguage(): RequestHandler {
  return (request, response, next) => {
    const wantsPage = request.method === "GET" && (request.get("accept") ?? "").includes("text/html");
    if (!wantsPage || splitLanguage(request.path).language !== defaultLanguage) return next();
    const language = readLanguageCookie(request.get("cookie")) ?? negotiate(request.get("accept-language"));
    response.vary("Accept-Language");
    response.vary("Cookie");
    if (language === defaultLanguage) return next();
    const query = request.url.slice(request.path.length);
    response.redirect(302, `${inLanguage(language, request.path)}${query}`);
  };
}

/** The best shipped language for an Accept-Language header. */
export function negotiate(header: string | undefined): Language {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => isTag(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
  if (wanted.length === 0) return defaultLanguage;
  const found = match(wanted, languages, defaultLanguage);
  return isLanguage(found) ? found : defaultLanguage;
}

function isTag(text: string): boolean {
  try {
    return text !== "*" && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
