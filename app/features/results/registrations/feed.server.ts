import { publishedCompilations } from "~/features/results/services/resultPage.server";
import { markedTitle } from "~/features/results/services/standingWords";
import { localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";

export const resultsFeed = {
  feeds: [
    {
      name: "results",
      page: "votes",
      title: (t) => t("common:nav.votes"),
      items: resultItems,
      isOrdered: true,
    },
  ],
} satisfies FeedRegistration;

async function resultItems({ deps, process, language }: FeedWorld): Promise<FeedItem[]> {
  const t = deps.translator(language);
  const results = (await publishedCompilations(deps, process)).reverse().slice(0, mostItems);
  return results.map((one) => {
    const view = localize(one.title, language);
    return {
      path: `/p/${process.slug}/results/${one.number}`,
      title: markedTitle(t, view.text, one),
      html: asParagraphs(localize(one.intro, language).text),
      at: one.publishedAt ?? one.createdAt,
      language: view.language,
    };
  });
}
