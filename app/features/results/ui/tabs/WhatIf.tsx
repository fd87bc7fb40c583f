import { useSearchParams } from "@remix-run/react";
import { useEffect, useState } from "react";
import { type Exploration, explorationOf, queryOf } from "~/features/results/domain/explorationQuery";
import type { BallotsFile } from "~/features/results/domain/explore";
import type { ResultComponent } from "~/features/results/domain/resultDocument";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { Chosen } from "~/features/results/ui/explore/Chosen";
import { Explored } from "~/features/results/ui/explore/Explored";
import type { Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly here: string; readonly view: ResultView; readonly names: Names };
type Published = { readonly components: readonly Pick<ResultComponent, "component" | "band">[] };

/** What is fetched once and counted in the reader's browser, by the code that counts on the server. */
type Loaded = {
  readonly ballots: BallotsFile;
  readonly published: Published;
  readonly domain: typeof import("~/features/results/domain/explore");
};
type State = Loaded | "asked" | "failed" | null;

/** The same ballots counted in another way, for whoever wonders; nothing of it is a result. */
export function WhatIf({ here, view, names }: Props) {
  const { t, language } = useWords();
  const { head } = view;
  const [params] = useSearchParams();
  const [chosen, choose] = useState<Exploration>(() => explorationOf(params, head.rule));
  const [state, setState] = useState<State>(null);
  const isSent = params.has("rule") || params.has("without") || params.has("exclude");
  useEffect(() => {
    // Whoever follows a link to an exploration wants to see it.
    if (isSent) setState((before) => before ?? "asked");
  }, [isSent]);
  useEffect(() => {
    if (state !== "asked") return;
    const ended = new AbortController();
    const file = (name: string) => inLanguage(language, `${here}/files/${name}`);
    load(file, ended.signal).then(
      (loaded) => !ended.signal.aborted && setState(loaded),
      () => !ended.signal.aborted && setState("failed"),
    );
    return () => ended.abort();
  }, [state, here, language]);
  const isLoaded = state !== null && state !== "asked" && state !== "failed";
  return (
    <section className="section" aria-labelledby="explore">
      <h2 id="explore">{t("results:explore.title")}</h2>
      <p className="measure">{t("results:explore.lead")}</p>
      <p className="notice warn measure">{t("results:explore.noResult")}</p>
      <noscript>
        <p className="notice">{t("results:explore.noScript")}</p>
      </noscript>
      {!isLoaded && (
        <p className="actions">
          <button
            type="button"
            className="btn scripted"
            disabled={state === "asked"}
            onClick={() => setState("asked")}
          >
            {t(state === "asked" ? "results:explore.loading" : "results:explore.load")}
          </button>
        </p>
      )}
      <div role="status">
        {state === "failed" && <p className="notice bad">{t("results:explore.failed")}</p>}
      </div>
      {isLoaded && (
        <>
          <Chosen
            chosen={chosen}
            choose={choose}
            view={view}
            names={names}
            hasAffiliated={state.ballots.ballots.some(({ affiliated }) => affiliated)}
          />
          <Explored {...state} rule={head.rule} chosen={chosen} names={names} />
          <p>
            <PageLink to={`${here}?${queryOf(chosen, head.rule)}`} preventScrollReset>
              {t("results:explore.link")}
            </PageLink>
          </p>
        </>
      )}
    </section>
  );
}

async function load(file: (name: string) => string, signal: AbortSignal): Promise<Loaded> {
  const read = async (name: string) => {
    const answer = await fetch(file(name), { signal });
    if (!answer.ok) throw new Error(`${name} ${answer.status}`);
    return answer.json();
  };
  const [domain, ballots, published] = await Promise.all([
    import("~/features/results/domain/explore"),
    read("ballots.json") as Promise<BallotsFile>,
    read("result.json") as Promise<Published>,
  ]);
  return { domain, ballots, published };
}
