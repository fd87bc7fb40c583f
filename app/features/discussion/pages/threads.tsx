import { type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { threadCategories } from "~/features/comments/domain/comment";
import { Begin } from "~/features/discussion/ui/Begin";
import { inProcess } from "~/features/membership/registrations/place.server";
import { topicSchema } from "~/features/threads/contracts/threads";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { listTopics, placeOf, topicCounts } from "~/features/threads/services/listTopics.server";
import { TopicList } from "~/features/threads/ui/TopicList";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { cut } from "~/kernel/text/cut";
import { Refused } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { PageLink } from "~/ui/text/PageLink";

const perPage = 30;
const category = z.enum(threadCategories).optional().catch(undefined);

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, shared, standing, t, url }) => {
    const asked = category.parse(url.searchParams.get("category") || undefined);
    const isOpen = url.searchParams.get("open") === "yes";
    const about = cut(url.searchParams.get("about") ?? "", 120);
    const place = await shared(placeOf, process, about);
    if (!place) throw refuse("not_found");
    const filter = { category: asked, isOpen, ...place };
    const [shown, counts, { groups }] = await Promise.all([
      shared(listTopics, process, language, filter, { after: url.searchParams.get("after"), size: perPage }),
      shared(topicCounts, process),
      shared(processTerms, process.id),
    ]);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("discussion:threads.title"),
      category: asked ?? null,
      isOpen,
      topics: shown.topics,
      next: shown.next,
      counts,
      groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
      about,
      isSignedIn: actor !== null && !standing.suspended,
      isSilenced: standing.silenced,
      // Sent twice, a topic is begun once; who only reads needs no key.
      key: actor && !standing.suspended ? deps.newId() : "",
    };
  },
);

export const action = acts(inProcess, "speaker", {
  begin: intent(topicSchema, async ({ deps, actor, process, to }, input) => {
    const made = await addTopic(deps, actor, process, input);
    return made.ok ? redirect(to(`/p/${process.slug}/threads/${made.value.number}`)) : made;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
  ...(data
    ? [
        {
          tagName: "link",
          rel: "alternate",
          type: "application/atom+xml",
          href: `/p/${data.slug}/feeds/threads.atom`,
        },
      ]
    : []),
];

export default function Threads() {
  const data = useLoaderData<typeof loader>();
  const { t, language, format } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/threads`;
  const search = new URLSearchParams([
    ...(data.category ? [["category", data.category]] : []),
    ...(data.isOpen ? [["open", "yes"]] : []),
    ...(data.about ? [["about", data.about]] : []),
  ]);
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("discussion:threads.title")}
      </Crumbs>
      <h1>{t("discussion:threads.title")}</h1>
      <p className="lead">
        {data.about ? (
          <>
            {t("discussion:threads.filtered")} <bdi>{data.about.split(":").slice(0, 2).join(" ")}</bdi>.{" "}
            <PageLink to={here}>{t("discussion:threads.all")}</PageLink>
          </>
        ) : (
          t("discussion:threads.lead")
        )}
      </p>
      <search className="no-print">
        <Form method="get" action={inLanguage(language, `${base}/search`)} className="search-line">
          <input
            type="search"
            name="q"
            aria-label={t("discussion:threads.search.label")}
            required
            maxLength={200}
            dir="auto"
          />
          <button type="submit" className="btn q">
            {t("discussion:threads.search.do")}
          </button>
        </Form>
      </search>
      <div className="cols section">
        <div>
          <Refused intent="begin" />
          {data.topics.length === 0 ? (
            <p className="quiet">{t("discussion:threads.none")}</p>
          ) : (
            <TopicList base={base} topics={data.topics} />
          )}
          {data.next && (
            <p>
              <PageLink to={`${here}?${new URLSearchParams([...search, ["after", data.next]])}`}>
                {t("discussion:threads.more")}
              </PageLink>
            </p>
          )}
          {data.isSignedIn && !data.isSilenced && <Begin data={data} />}
          {!data.isSignedIn && (
            <SignInLink back={here} className="btn q">
              {t("discussion:threads.signIn")}
            </SignInLink>
          )}
          {data.isSilenced && <p className="quiet">{t("errors:code.restrained")}</p>}
        </div>
        <aside>
          <nav className="note" aria-labelledby="categories">
            <h2 id="categories">{t("discussion:threads.categories")}</h2>
            <ul className="clean">
              <li>
                <PageLink to={here}>{t("discussion:comments.filter.all")}</PageLink>
              </li>
              {threadCategories.map((one) => (
                <li key={one} aria-current={one === data.category ? "true" : undefined}>
                  <PageLink to={`${here}?category=${one}`}>{t(`threads:category.${one}`)}</PageLink>{" "}
                  <span className="quiet small">{format.number(data.counts[one] ?? 0)}</span>
                </li>
              ))}
              <li>
                <PageLink to={`${here}?open=yes`}>{t("discussion:threads.unanswered")}</PageLink>
              </li>
            </ul>
            <p className="small">
              <a href={`${base}/feeds/threads.atom`}>{t("drafts:feed")}</a>
            </p>
          </nav>
        </aside>
      </div>
    </>
  );
}
